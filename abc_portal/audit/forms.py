"""The guard against lost updates: a form carries what it was made from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit import change_sets, wording
from abc_portal.audit.models import Tracked
from abc_portal.core.choose_fields import ChooseField
from abc_portal.core.fields import PartialProperty
from abc_portal.core.forms import PartialDateField
from abc_portal.core.private_parts import FormSteps
from abc_portal.core.three_way import Changed, compared

#: Shown for an earlier value that the history lacks, and for a typed value that cannot be read.
_UNKNOWN, _UNREADABLE = object(), object()


@dataclass(frozen=True)
class Difference:
    """One field that somebody else changed in the meantime, as texts for the page."""

    label: str
    opened: str
    theirs: str
    mine: str
    chosen: str


@dataclass(frozen=True)
class Conflict:
    """What the second writer sees: who saved, when, and both versions of each field."""

    by: str
    at: datetime | None
    differences: tuple[Difference, ...]


class GuardedForm(FormSteps, forms.ModelForm):
    """A model form that refuses to overwrite what somebody saved after it was opened.

    Fields that only the other writer changed take the other's value; for fields that both changed the writer's own
    value stays and both are shown. Saving again is then a conscious choice.
    """

    made_from = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)
    once = forms.CharField(label="", required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why is it changed?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Stands in the history. May be left empty."),
    )
    conflict: Conflict | None = None
    #: Fields for several columns: how the value of each is read from a row.
    combined: ClassVar[dict[str, Callable[[Any], Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_from"].initial = self.instance.version if self.instance.pk else None
        if "once" in self.fields:
            self.place_token()
        for name in self.partials():
            self.fields[name].initial = getattr(self.instance, name)
        self.place_reason()

    def place_token(self) -> None:
        """A form that adds carries a token, so that sending it twice adds once."""
        if self.instance.pk:
            del self.fields["once"]
        else:
            self.fields["once"].initial = uuid4

    def place_reason(self) -> None:
        """The reason comes last; a new row needs none."""
        if not self.instance.pk:
            self.fields.pop("reason", None)
        elif "reason" in self.fields:
            self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def partials(self) -> list[str]:
        """Fields for a date with its precision, which the model holds in two columns."""
        return [name for name, field in self.fields.items() if isinstance(field, PartialDateField)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):  # browsers send line breaks as two signs; that alone is no change
                cleaned[name] = value.replace("\r\n", "\n")
        if self.instance.pk and cleaned.get("made_from") != self.instance.version:
            self.conflict = self._conflict(cleaned)
            raise ValidationError(self.conflict_sentence(), code="lost-update")
        return cleaned

    def conflict_sentence(self) -> Any:
        return change_sets.sentence()

    def lose(self) -> None:
        """Report a save that came between the check and the write."""
        self.add_error(None, ValidationError(self.conflict_sentence(), code="lost-update"))

    def not_validated(self) -> set[str]:
        columns = {self._column(name) for name in self.partials() if name not in self.errors}
        # A required date may be missing only because of a fault reported already.
        unknown = {
            name
            for name in columns
            if self.errors and getattr(self.instance, name) is None and not self._may_lack(name)
        }
        chosen = getattr(self, "cleaned_data", {}).items()
        added = {
            name
            for name, value in chosen
            if isinstance(self.fields.get(name), ChooseField) and value is not None and value._state.adding
        }
        return super().not_validated() - columns | unknown | added

    def _column(self, name: str) -> str:
        return str(getattr(type(self.instance), name).column)

    def _may_lack(self, column: str) -> bool:
        return bool(self.instance._meta.get_field(column).null)

    def validate_unique(self) -> None:
        self._validate_whole(self.instance.validate_unique)

    def _validate_whole(self, validate: Any) -> None:
        """Validate the whole row, not only the form's fields: rows under a plan are unique in that plan.

        A fault about a field that the form does not show is reported at the top.
        """
        wrong = {name for name in self.errors if name in {field.name for field in self.instance._meta.fields}}
        wrong |= self._not_saved_yet()
        try:
            validate(exclude=wrong)
        except ValidationError as faults:
            self.add_faults(faults)

    def add_faults(self, faults: ValidationError) -> None:
        """Report each new sentence at its field, or at the top where the form does not show that field."""
        shown = {sentence for sentences in self.errors.values() for sentence in sentences}
        named = faults.message_dict if hasattr(faults, "error_dict") else {NON_FIELD_ERRORS: faults.messages}
        for name, sentences in named.items():
            if new := [sentence for sentence in sentences if sentence not in shown]:
                self.add_error(name if name in self.fields else None, new)

    def _not_saved_yet(self) -> set[str]:
        """Relations to an object that is added in the same go: no rule about them can be asked of the database yet."""
        row = self.instance
        known = [field for field in row._meta.concrete_fields if field.is_relation and field.is_cached(row)]
        others = {field.name: field.get_cached_value(row) for field in known}
        return {name for name, other in others.items() if other is not None and other.pk is None}

    def fill_and_validate(self) -> None:
        for name in self.partials():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super().fill_and_validate()
        # Django's own check leaves out every rule that a field outside the form has a part in.
        self._validate_whole(self.instance.validate_constraints)
        if not self.errors:
            shown = {field.name for field in self.instance._meta.fields} - self.not_validated()
            self.instance.remember_checked(shown - self._not_saved_yet())

    # --- the two versions -------------------------------------------------------------------

    def _conflict(self, cleaned: dict[str, Any]) -> Conflict:
        opened = self.instance.history.filter(version=cleaned.get("made_from") or 0).first()
        latest = self.instance.history.select_related("history_change_set").first()
        change_set = latest.history_change_set if latest else None
        found = []
        self.data = self.data.copy()
        self.data[self.add_prefix("made_from")] = str(self.instance.version)
        for name in self._guarded():
            if difference := self._difference(name, opened, cleaned):
                found.append(difference)
        return Conflict(
            by=change_set.by_name if change_set else "",
            at=change_set.at if change_set else None,
            differences=tuple(found),
        )

    def _guarded(self) -> Iterable[str]:
        """The fields of the row's own columns, without its key, its parent and the delete checkbox."""
        return [name for name, field in self.fields.items() if not field.disabled and self._is_own(name, field)]

    def _is_own(self, name: str, field: forms.Field) -> bool:
        model = type(self.instance)
        if name in self.combined or isinstance(getattr(model, name, None), PartialProperty):
            return True
        try:
            return not model._meta.get_field(name).primary_key and not isinstance(field, InlineForeignKeyField)
        except FieldDoesNotExist:
            return False

    def _difference(self, name: str, opened: Any, cleaned: dict[str, Any]) -> Difference | None:
        theirs = self._value(self.instance, name)
        before = _UNKNOWN if opened is None else self._value(opened.instance, name)
        readable = name in cleaned or name in self.combined  # no valid choice: no columns
        mine = _comparable(cleaned.get(name, "")) if readable else _UNREADABLE
        changed = compared(before, theirs, mine)
        if not changed.by_them:
            return None
        if changed is Changed.THEIRS:
            self._take(name, theirs)
        show = self.shower(name)
        return Difference(
            label=str(self.fields[name].label or name),
            opened="" if before is _UNKNOWN else show(before),
            theirs=show(theirs),
            mine=self._typed(name) if mine is _UNREADABLE else show(mine),
            chosen=_("theirs") if changed is Changed.THEIRS else _("yours"),
        )

    def _typed(self, name: str) -> str:
        """What was sent for a field, as the writer sees it."""
        sent = self[name].data
        return str(getattr(sent, "text", sent) or "")

    def shower(self, name: str) -> Callable[[Any], str]:
        """A function that writes a value of the field as text."""
        return wording.shower(type(self.instance), name)

    def _value(self, row: Tracked, name: str) -> Any:
        """The row's value of a field; a related object is its key."""
        if name in self.combined:
            return self.combined[name](row)
        if isinstance(getattr(type(row), name, None), PartialProperty):
            return getattr(row, name)
        return getattr(row, row._meta.get_field(name).attname)

    def _take(self, name: str, value: Any) -> None:
        prepared = self.fields[name].prepare_value(value)
        key = self.add_prefix(name)
        if isinstance(self.fields[name], ChooseField):
            self.fields[name].widget.put(self.data, key)
        if isinstance(prepared, (list, tuple)):
            self.data.setlist(key, [str(item) for item in prepared])
        elif isinstance(prepared, bool) and isinstance(self.fields[name].widget, forms.CheckboxInput):
            self.data[key] = "on" if prepared else ""
        else:
            self.data[key] = "" if prepared is None else str(prepared)


def _comparable(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value
