"""What filters of lists have in common."""

from typing import Any

import django_filters
from django_filters.fields import ModelChoiceField

from abc_portal.core.distinctions import DistinctChoices


class DistinctChoiceField(ModelChoiceField):
    """One of several rows; those of one name say what they differ in."""

    iterator: Any = DistinctChoices


class DistinctChoiceFilter(django_filters.ModelChoiceFilter):
    """Narrows a list by a row of the shared lists, such as a department or a municipality."""

    field_class = DistinctChoiceField
