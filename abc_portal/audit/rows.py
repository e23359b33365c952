"""Inline rows in the administration, each with its own guard against lost updates."""

from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.forms import GuardedForm
from abc_portal.audit.models import Touched
from abc_portal.core.admin import can_be_key
from abc_portal.core.choose_fields import ChooseField
from abc_portal.core.distinctions import apart, with_namesakes
from abc_portal.core.fetched_together import FetchedTogether
from abc_portal.core.typed import typed_values


def names_of_chosen(offered: QuerySet, keys: set[int]) -> dict[int, str]:
    """What the rows with these keys are called among those that are offered."""
    relations = getattr(offered.model, "name_relations", ())
    return apart(list(with_namesakes(keys, offered).select_related(*relations)))


class NamedAutocomplete(AutocompleteSelect):
    """An autocomplete whose chosen row is called what tells it from others of its name."""

    #: Shared by all rows of a page, whose widgets are copies of one.
    names: FetchedTogether[str]

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        keys = [int(key) for key in value if can_be_key(key)]
        self.names.expect(keys)
        labels = {key: label for key in keys if (label := self.names.get(key))}
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options = [self.create_option(name, str(key), label, True, 1) for key, label in labels.items()]
        return [(None, [*empty, *options], 0)]


class GuardedInlineForm(GuardedForm):
    """An inline row with its own guard; reason and token are on the object above."""

    reason = None  # takes the declared field away
    once = None
    #: Fingerprint of what is deleted with the row, as shown to the writer; see :func:`change_sets.fingerprint`.
    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spare_all_queries()

    def spare_all_queries(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField):
                self._spare_queries(name, field)

    def place_reason(self) -> None:
        """The reason is asked for on the object above; a row's own column of that name is left where it is."""

    def clean(self) -> dict[str, Any]:
        try:
            cleaned = super().clean()
            if cleaned.get(DELETION_FIELD_NAME) and self.instance.pk:
                self._check_deletion(cleaned)
        except ValidationError:
            # A row with a fault is not deleted: the writer must first read what is deleted with it.
            self.cleaned_data[DELETION_FIELD_NAME] = False
            raise
        return cleaned

    def _check_deletion(self, cleaned: dict[str, Any]) -> None:
        """Show what is deleted with a ticked row before it is deleted."""
        preview = change_sets.deletion_preview(self.instance)
        if preview.in_the_way:
            raise ValidationError(_("It cannot be deleted while this points to it: %s.") % _listed(preview.in_the_way))
        if preview.refused:
            raise ValidationError(preview.refused)
        if preview.cascaded:
            mark = change_sets.fingerprint_of([self.instance, *preview.cascaded])
            if cleaned.get("seen") != mark:
                self.data = self.data.copy()
                self.data[self.add_prefix("seen")] = mark
                raise ValidationError(
                    _("This goes along with it: %s. Save once more to delete it.") % _listed(preview.cascaded)
                )

    def conflict_sentence(self) -> SafeString:
        """Each field that the other one changed: the table has no room for the two versions."""
        differences = self.conflict.differences if self.conflict else ()
        words = _("%(field)s: saved meanwhile “%(theirs)s”, you wrote “%(mine)s”; in the row now: %(kept)s.")
        lines = [
            words % {"field": item.label, "theirs": item.theirs, "mine": item.mine, "kept": item.chosen}
            for item in differences
        ]
        sentence = _("Somebody else saved this row while you were writing. Look it through and save once more.")
        return format_html("{}{}", sentence, format_html_join("", "<br>{}", ((line,) for line in lines)))

    def _spare_queries(self, name: str, field: ModelChoiceField) -> None:
        """A page with many rows asks once for the choices of its lists, and not at all for the names of what is
        chosen."""
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(field, ChooseField):
            return
        if not isinstance(widget, NamedAutocomplete):
            field.choices = partial(self._shared_choices, name, field.choices)
        elif (key := getattr(self.instance, self.instance._meta.get_field(name).attname)) is not None:
            widget.names.expect([key])

    def _shared_choices(self, name: str, choices: Any) -> list[Any]:
        """The choices of a plain list, fetched once for all rows of the page, and only when it is drawn.

        The class lives for one request.
        """
        cached = type(self).__dict__.get("choices_of_all_rows")
        if cached is None:
            cached = {}
            type(self).choices_of_all_rows = cached  # type: ignore[attr-defined]
        if name not in cached:
            cached[name] = list(iter(choices))  # a plain list() would also ask how many there are
        return cached[name]


def _listed(rows: list[Any]) -> str:
    return "; ".join(f"{row._meta.verbose_name}: {row}" for row in rows)


class GuardedRows(BaseInlineFormSet):
    """A formset from which rows that somebody deleted are removed, with a message that quotes what was typed.

    A table's column heads are no labels, so each field has its own name for screen readers.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone_sentences: list[str] = []
        if self.is_bound and self.instance.pk and self.management_form.is_valid():
            self._leave_out_the_gone()

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if field.label:
                widget = getattr(field.widget, "widget", field.widget)  # inside the wrapper with its links
                widget.attrs.setdefault("aria-label", str(field.label))

    def get_queryset(self) -> Any:
        """The rows as they were posted, so that each is shown with its own form though others came or went."""
        rows = super().get_queryset()
        if not self.is_bound:
            return rows
        known = {str(row.pk): row for row in rows}
        return [known[key] for key in self._posted_keys() if key in known]

    def initial_form_count(self) -> int:
        """The number of rows when the page was made, limited, since a forged number could take hours."""
        return min(super().initial_form_count(), self.absolute_max)

    def clean(self) -> None:
        super().clean()
        if self.gone_sentences:
            raise ValidationError(self.gone_sentences, code="lost-update")

    def _posted_keys(self) -> list[str]:
        count, key = self.initial_form_count(), self.model._meta.pk.name
        return [self.data.get(f"{self.add_prefix(number)}-{key}", "") for number in range(count)]

    def _leave_out_the_gone(self) -> None:
        standing = {str(row.pk) for row in self.get_queryset()}
        posted = self._posted_keys()
        gone = [number for number, key in enumerate(posted) if key not in standing]
        if not gone:
            return
        self.gone_sentences = [sentence for number in gone if (sentence := self._gone_sentence(number, posted[number]))]
        remaining = [number for number in range(self.total_form_count()) if number not in gone]
        data = self.data.copy()
        for number in range(self.total_form_count()):
            for name in self._names(number):
                del data[name]
        for new, old in enumerate(remaining):
            for name in self._names(old):
                moved = self.add_prefix(new) + name.removeprefix(self.add_prefix(old))
                data.setlist(moved, self.data.getlist(name))
        data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = len(remaining)
        data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = len(posted) - len(gone)
        self.data = data
        vars(self).pop("management_form", None)

    def _names(self, number: int) -> list[str]:
        return [name for name in self.data if name.startswith(f"{self.add_prefix(number)}-")]

    def _gone_sentence(self, number: int, key: str) -> str:
        """The sentence for a row that is gone; empty when the writer wanted it gone too."""
        prefix = self.add_prefix(number)
        if self.data.get(f"{prefix}-{DELETION_FIELD_NAME}"):
            return ""
        fields = {
            name: field
            for name, field in self.form.base_fields.items()
            if name != self.fk.name and not field.widget.is_hidden
        }
        typed = typed_values(fields, self.data, prefix=f"{prefix}-", with_names=True)
        values = "; ".join(f"{capfirst(label)}: {value}" for label, value in typed)
        name, who = self._as_it_was(key)
        return _("“%(name)s” was deleted by %(who)s while you were writing. Save again to go on without it.") % {
            "name": name,
            "who": who,
        } + (" " + _("In the row stood: %s.") % values if values else "")

    def _as_it_was(self, key: str) -> tuple[str, str]:
        """The row's last name and who deleted it, if it was under this object."""
        label = self.model._meta.label_lower
        under = {
            "id": key if key.isdigit() else 0,
            self.fk.attname: self.instance.pk,
            "history_type": ChangeKind.DELETED,
        }
        row = self.model.history.filter(**under).select_related("history_change_set").first()
        if row is None or row.history_change_set is None:
            return capfirst(self.model._meta.verbose_name), _("somebody else")
        touched = Touched.objects.filter(change_set=row.history_change_set, model=label, object_id=row.id).first()
        return touched.name if touched else str(row.id), row.history_change_set.by_name
