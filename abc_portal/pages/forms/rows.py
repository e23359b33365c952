"""A row edited together with the rows under it: tables and checkboxes, saved as one change set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.forms.models import BaseInlineFormSet, ModelChoiceField, inlineformset_factory
from django.utils.translation import gettext as _

from abc_portal.audit.forms import Conflict, Difference
from abc_portal.audit.models import Tracked
from abc_portal.audit.rows import GuardedInlineForm, GuardedRows
from abc_portal.core import danish
from abc_portal.core.choose_fields import choosable_of, choose
from abc_portal.core.choose_many import ChooseManyField
from abc_portal.core.choosing import ChoiceScope
from abc_portal.core.distinctions import apart
from abc_portal.core.forms import ManyField
from abc_portal.core.three_way import merged_set
from abc_portal.core.typed import typed_values
from abc_portal.pages.forms.base import PlanRowForm

MOST_ROWS = 100


class RowUnder(GuardedInlineForm):
    """One row of a table; ``offer`` narrows what can be chosen in it, once for the whole table."""

    lists: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, plan: Any, user: Any, scope: ChoiceScope, **kwargs: Any) -> None:
        self.plan, self.user, self.scope = plan, user, scope
        super().__init__(*args, **kwargs)

    def spare_all_queries(self) -> None:
        choose(self, self.scope, self.lists)
        super().spare_all_queries()

    @classmethod
    def chosen_relations(cls) -> list[str]:
        """The relations that the rows' fields choose by, with those that their labels need."""
        found = []
        for name, field in cls.base_fields.items():
            if isinstance(field, ModelChoiceField) and (choosable := choosable_of(field, cls.lists.get(name, ""))):
                found += [name, *(f"{name}__{relation}" for relation in choosable.related)]
        return found

    def _spare_queries(self, name: str, field: Any) -> None:
        self.offer(name, field)
        super()._spare_queries(name, field)

    def offer(self, name: str, field: Any) -> None:
        """Narrow the field's choices to what fits the plan and the user."""


@dataclass(frozen=True)
class RowTable:
    """A table of rows under the form's own row, with ``extra`` empty rows.

    ``offer`` gives the values of rows prepared for a new row's table.
    """

    prefix: str
    form: type[RowUnder]
    title: Any
    hint: Any = ""
    extra: int = 2
    rows: type[GuardedRows] = GuardedRows
    offer: Callable[[Any], list[dict[str, Any]]] | None = None

    def of(self, form: "WholeForm", data: Any) -> BaseInlineFormSet:
        """The table for the form's row, from posted data or stored rows."""
        offered = self.offer(form.instance) if self.offer and not form.instance.pk else []
        made = inlineformset_factory(
            type(form.instance),
            self.form._meta.model,
            form=self.form,
            formset=self.rows,
            extra=self.extra + len(offered),
            max_num=MOST_ROWS,
            validate_max=True,
            absolute_max=MOST_ROWS + 1,
            can_delete_extra=False,
        )
        model, relations = self.form._meta.model, self.form.chosen_relations()
        rows = made(
            data,
            instance=form.instance,
            queryset=model._default_manager.select_related(*relations) if relations else None,
            prefix=self.prefix,
            initial=offered or None,
            form_kwargs={"plan": form.plan, "user": form.user, "scope": ChoiceScope(form.user, form.plan)},
        )
        rows.title, rows.hint = self.title, self.hint
        return rows

    def typed(self, data: Any) -> list[tuple[str, str]]:
        """What was typed in the table, one line a row."""
        fields = self.form.base_fields
        read = (typed_values(fields, data, prefix=f"{self.prefix}-{number}-") for number in range(MOST_ROWS))
        return [
            (f"{self.title} {number}", "; ".join(f"{label}: {text}" for label, text in row))
            for number, row in enumerate(read, start=1)
            if row
        ]


@dataclass(frozen=True)
class Link:
    """Rows that do nothing but tie the form's row (``above``) to others (``target``): shown as a list to tick."""

    model: type[Tracked]
    above: str
    target: str

    def standing(self, row: Any) -> dict[int, Any]:
        """The stored ties, by the key of what they lead to."""
        found = self.model._base_manager.filter(**{self.above: row}) if row.pk else ()
        return {getattr(item, f"{self.target}_id"): item for item in found}

    def offer(self, field: Any, row: Any) -> None:
        """Offer what the form's ``limit`` chose and what is ticked already; asks the database once for both."""
        ties = self.model._base_manager.filter(**{self.above: row.pk or 0, self.target: OuterRef("pk")})
        fitting = field.queryset.order_by().values("pk")
        named = getattr(field.queryset.model, "name_relations", ())
        rows = field.queryset.model._default_manager.select_related(*named).annotate(tied=Exists(ties))
        field.queryset = rows.filter(Q(pk__in=fitting) | Q(tied=True))
        if isinstance(field, ChooseManyField):  # those that are not ticked are suggested
            field.initial = list(field.queryset.filter(tied=True).values_list("pk", flat=True))
            return
        offered = list(field.queryset)
        field.choices = list(apart(offered).items())
        field.initial = [item.pk for item in offered if item.tied]

    def new(self, row: Any, key: int) -> Tracked:
        return self.model(**{self.above: row, f"{self.target}_id": key})


class Ticks(forms.CheckboxSelectMultiple):
    """A box for each choice, as the design system draws them."""

    template_name = "_components/ticks.html"


class TickField(ManyField):
    """Any number of the offered rows, each with a checkbox."""

    def __init__(self, *, model: type[Any], **kwargs: Any) -> None:
        manager: Any = model._default_manager
        super().__init__(manager.none(), required=False, widget=Ticks, **kwargs)

    def labels_of(self, keys: Iterable[Any]) -> dict[int, str]:
        """What the offered rows are called."""
        return dict(self.choices)


class WholeForm(PlanRowForm):
    """A form with ``tables`` under it and ``links`` to tick; all is validated, guarded and saved as one.

    The ticks at opening travel in the form: only the writer's own changes are written, so that concurrent ticks stay.
    """

    tables: ClassVar[tuple[RowTable, ...]] = ()
    links: ClassVar[dict[str, Link]] = {}

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for name, link in self.links.items():
            link.offer(self.fields[name], self.instance)
            before = forms.CharField(label="", required=False, widget=forms.HiddenInput)
            before.initial = " ".join(map(str, self.fields[name].initial))
            self.fields[_before(name)] = before
        self.row_sets = tuple(table.of(self, data) for table in self.tables)

    @cached_property
    def standing(self) -> dict[str, dict[int, Any]]:
        """The stored ties, by the name of their list and the key of what they lead to."""
        return {name: link.standing(self.instance) for name, link in self.links.items()}

    def is_valid(self) -> bool:
        return all([super().is_valid(), *[rows.is_valid() for rows in self.row_sets]])

    @property
    def wrong_rows(self) -> list[BaseInlineFormSet]:
        """The tables with a fault, for the summary at the top."""
        return [rows for rows in self.row_sets if rows.is_bound and rows.total_error_count()]

    def changes(self) -> tuple[list[Tracked], list[Tracked]]:
        to_save: list[Tracked] = []
        to_delete: list[Tracked] = []
        for rows in self.row_sets:
            to_save += rows.save(commit=False)
            to_delete += rows.deleted_objects
        for name, link in self.links.items():
            ties, wanted = self.standing[name], [cleaned_item.pk for cleaned_item in self.cleaned_data[name]]
            opened = self.opened(name, self.cleaned_data)
            to_save += [link.new(self.instance, key) for key in wanted if key not in ties and key not in opened]
            to_delete += [tie for key, tie in ties.items() if key in opened and key not in wanted]
        return to_save, to_delete

    def opened(self, name: str, cleaned: dict[str, Any]) -> set[int]:
        """The ticks when the form was opened; the stored ones where the form lacks them."""
        if self.add_prefix(_before(name)) not in self.data:
            return set(self.standing[name])
        words = cleaned.get(_before(name), "").split()
        return {int(word) for word in words if word.isascii() and word.isdigit()}

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        return super().typed_in(data) + [line for table in cls.tables for line in table.typed(data)]

    def _conflict(self, cleaned: dict[str, Any]) -> Conflict:
        found = super()._conflict(cleaned)
        compared = (self._ticks_differ(name, cleaned) for name in self.links)
        return replace(found, differences=(*found.differences, *(item for item in compared if item)))

    def _ticks_differ(self, name: str, cleaned: dict[str, Any]) -> Difference | None:
        """A list that somebody else ticked in the meantime, merged like a field."""
        opened = self.opened(name, cleaned)
        theirs, mine = set(self.standing[name]), {item.pk for item in cleaned.get(name, ())}
        if theirs == opened:
            return None
        merged = merged_set(opened, theirs, mine)
        self.data.setlist(self.add_prefix(name), [str(key) for key in sorted(merged)])
        self.data[self.add_prefix(_before(name))] = " ".join(map(str, sorted(theirs)))
        offered = self.fields[name].labels_of({*opened, *theirs, *mine})
        words = _("theirs") if merged == theirs else _("yours") if merged == mine else _("both")
        return Difference(
            str(self.fields[name].label), *(_named(item, offered) for item in (opened, theirs, mine)), words
        )


def _before(name: str) -> str:
    """The hidden field with the ticks at opening."""
    return f"{name}_before"


def _named(keys: set[int], offered: dict[int, str]) -> str:
    return danish.joined(sorted(offered.get(key, f"{key}") for key in keys), _("and")) or _("none")
