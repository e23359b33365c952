"""Firing the rules that the database holds: the check says its sentence, and the database refuses even without it."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from abc_portal.audit import change_sets
from abc_portal.audit.models import Tracked


def names(app: str) -> set[str]:
    """Every constraint of the app's own models."""
    models = [model for model in apps.get_app_config(app).get_models() if "Historical" not in model.__name__]
    return {constraint.name for model in models for constraint in model._meta.constraints}


def fires(row: Any, name: str) -> None:
    """Saving the row breaks that constraint, and no other."""
    rule = next(constraint for constraint in row._meta.constraints if constraint.name == name)
    sentence, english = _both_languages(rule)
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert caught.value.messages == [sentence]
    assert sentence != english, "the sentence is not translated"
    is_refused_by_the_database(row)


def is_refused_by_the_database(row: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _save(row)


def _save(row: Any) -> None:
    if isinstance(row, Tracked):
        row.check_valid = lambda: None  # type: ignore[method-assign]  # as if nobody had asked
        change_sets.save(row, change_set=change_sets.begin(by=None, program="tests"))
    else:
        row.save()


def _both_languages(rule: Any) -> tuple[str, str]:
    with translation.override("en"):
        english = str(rule.violation_error_message)
    return str(rule.violation_error_message), english
