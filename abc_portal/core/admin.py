"""What every page of the administration builds on."""

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import DataError
from django.http import HttpRequest

from abc_portal.core.distinctions import apart
from abc_portal.core.fields import PartialProperty
from abc_portal.core.forms import PartialDateField

_KEY = re.compile("[0-9]{1,18}")


def can_be_key(value: Any) -> bool:
    """Whether a row could have this as its key."""
    return bool(_KEY.fullmatch(str(value)))


class SteadyAdmin(admin.ModelAdmin):
    """Django's pages, with the odd addresses answered that they stumble over."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The object of the address; ``?_to_field=`` names no field."""
        return super().get_object(request, object_id, from_field or None)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list; a key larger than the database knows is a fault of the address."""
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, DataError) as fault:
            raise IncorrectLookupParameters(fault) from fault

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address fills in beforehand; a relation only with what can be a key."""
        found = super().get_changeform_initial_data(request)
        relations = {field.name for field in self.opts.concrete_fields if field.is_relation}
        return {name: value for name, value in found.items() if name not in relations or can_be_key(value)}


class OfferedFilter(admin.RelatedFieldListFilter):
    """A list's filter by a relation: offers what the user may attach something to, not every row there is."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        manager = field.related_model._default_manager
        if not hasattr(manager, "editable_by"):
            return list(super().field_choices(field, request, model_admin))
        offered = getattr(manager, "offered_to", manager.editable_by)(request.user)
        relations = getattr(field.related_model, "name_relations", ())
        return list(apart(offered.select_related(*relations) if relations else offered).items())


class DistinctSuggestions(AutocompleteJsonView):
    """What is suggested while one types; rows of one name say what they differ in."""

    labels: dict[int, str] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        self.labels = apart(list(context["object_list"]))
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """One suggestion, by the name that tells it apart."""
        return super().serialize_result(obj, to_field_name) | {"text": self.labels[obj.pk]}


class PartialDates(BaseModelAdmin):
    """A date with its precision is one field, as on the portal's own pages: “forår 2014”, “2018”, “1. marts 2021”."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        model: Any = self.opts.model
        self.partials = {
            name: found
            for base in reversed(model.__mro__)
            for name, found in vars(base).items()
            if isinstance(found, PartialProperty)
        }
        fields = {
            name: _partial_field(model._meta.get_field(partial.column)) for name, partial in self.partials.items()
        }
        if fields:
            self.form = type(self.form.__name__, (self.form,), fields)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        columns = [
            name for partial in self.partials.values() for name in (partial.column, f"{partial.column}_precision")
        ]
        return [*(super().get_exclude(request, obj) or ()), *columns] or None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the dates in place of their columns."""
        shown = list(super().get_fields(request, obj))
        if self.fields or not self.partials:
            return shown
        standing = {partial.column: name for name, partial in self.partials.items()}
        order = [standing.get(field.name, field.name) for field in self.opts.concrete_fields]
        return sorted(shown, key=lambda name: order.index(name) if name in order else len(order))


def _partial_field(column: Any) -> PartialDateField:
    return PartialDateField(
        label=column.verbose_name,
        required=not column.blank,
        widget=AdminTextInputWidget,
        help_text=column.help_text or PartialDateField.hint,
    )
