"""What a row of a workbook asks of its milestone, put on it by the steps that the pages use. Nothing is saved here."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from abc_portal.core.access import Refused
from abc_portal.core.dates import PartialDate
from abc_portal.exchange.workbooks.spec import ParsedCell
from plans.milestones.actions import steps
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Milestone
from plans.milestones.presenters import places
from plans.milestones.sheets.words import DRAFT, MilestoneSheetColumn


class WrongAt(Exception):
    """The row cannot be changed as the file asks: the column at fault, and the sentence."""

    def __init__(self, column: MilestoneSheetColumn, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


class RowUpdate:
    """What a row's cells ask for, put on the milestone by the steps that the pages use."""

    def __init__(self, row: Milestone, changes: Mapping[str, ParsedCell], today: date) -> None:
        self.row, self.changes, self.today = row, changes, today
        self.to_save: list[Any] = []
        self.to_delete: list[Any] = []

    def fulfil(self) -> steps.RelatedChanges:
        """Raises :class:`WrongAt` and ``ValidationError``."""
        self._plain_ones()
        target = self.changes[MilestoneSheetColumn.STATE].value if MilestoneSheetColumn.STATE in self.changes else None
        if self.row.pk is None or self.row.is_draft:
            self._first_due(target)
        elif MilestoneSheetColumn.DUE in self.changes:
            self._due(target)
        self._state(target)
        return steps.RelatedChanges(self.to_save, self.to_delete)

    def _plain_ones(self) -> None:
        for column, given in self.changes.items():
            if column == MilestoneSheetColumn.TEXT:
                self.row.text = given.text
            elif column == MilestoneSheetColumn.NOTE:
                self.row.note = given.text
            elif column == MilestoneSheetColumn.PLACE:
                for name, key in places.columns_of(given.value).items():
                    setattr(self.row, name, key)
            elif column == MilestoneSheetColumn.RESPONSIBLE:
                self.row.person, self.row.post, self.row.responsible = given.value or (None, None, "")

    def _first_due(self, target: str | None) -> None:
        """Set the date of a new milestone or a draft; nobody has seen it, so it is no postponement."""
        if MilestoneSheetColumn.DUE in self.changes:
            self._at(MilestoneSheetColumn.DUE, lambda: steps.set_due(self.row, *self._given_due()))
        if self.row.pk is None:
            self.row.is_draft = target == DRAFT

    def _given_due(self) -> tuple[PartialDate | None, int | None]:
        return self.changes[MilestoneSheetColumn.DUE].value or (None, None)

    def _due(self, target: str | None) -> None:
        due, quarter = self._given_due()
        if target == MilestoneState.PLANNED:
            raise WrongAt(
                MilestoneSheetColumn.DUE,
                _("Change either the state or the date: a milestone that is taken back gets its former date."),
            )
        day = steps.new_day(self.row.plan, due, quarter)
        if self.row.due_on is None or (day is not None and day <= self.row.due_on):
            if target == MilestoneState.POSTPONED:
                raise WrongAt(MilestoneSheetColumn.DUE, _("A milestone is put off to a later date."))
            if self.row.state == MilestoneState.POSTPONED and self.row.due_on is None:
                self._at(MilestoneSheetColumn.DUE, lambda: steps.check_not_gone(self.row, day, self.today))
            steps.set_due(self.row, due, quarter)
            return
        if day is None and target in (MilestoneState.REACHED, MilestoneState.DROPPED, MilestoneState.UNDER_WAY):
            return  # the cell was emptied because the state says it all
        self._postpone(due, quarter)

    def _postpone(self, due: PartialDate | None, quarter: int | None) -> None:
        why = self._why(_("The milestone is put off: write why in this column."))
        self._do(
            lambda: steps.postpone(self.row, due=due, quarter=quarter, reason=why, today=self.today),
            MilestoneSheetColumn.DUE,
        )

    def _why(self, missing: str) -> str:
        """The reason typed in the file; a reason stored already belongs to an earlier step."""
        if MilestoneSheetColumn.REASON not in self.changes or not self.changes[MilestoneSheetColumn.REASON].text:
            raise WrongAt(MilestoneSheetColumn.REASON, missing)
        return self.changes[MilestoneSheetColumn.REASON].text

    def _state(self, target: str | None) -> None:
        row = self.row
        if target is None and MilestoneSheetColumn.REACHED in self.changes and row.state != MilestoneState.REACHED:
            target = MilestoneState.REACHED.value  # the day on which it was reached says that it was
        if target == MilestoneState.REACHED and row.state != MilestoneState.REACHED:
            self._do(lambda: steps.reach(row, on=self._reached(), today=self.today), MilestoneSheetColumn.STATE)
        elif target == MilestoneState.UNDER_WAY:
            self._do(lambda: steps.begin(row, today=self.today), MilestoneSheetColumn.STATE)
        elif target == MilestoneState.DROPPED:
            why = self._why(_("The milestone is given up: write why in this column."))
            self._do(lambda: steps.drop(row, reason=why, today=self.today), MilestoneSheetColumn.STATE)
        elif target == MilestoneState.POSTPONED:
            self._check_was_postponed()
        elif target == MilestoneState.PLANNED and row.pk is not None:
            self._back_to_planned()
        elif target == DRAFT and row.pk is not None:
            raise WrongAt(MilestoneSheetColumn.STATE, _("A milestone that counts does not become a draft again."))
        elif target is None:
            self._beside()

    def _reached(self) -> PartialDate | None:
        given = self.changes.get(MilestoneSheetColumn.REACHED)
        return given.value[0] if given is not None and given.value else None

    def _check_was_postponed(self) -> None:
        if not self.to_save:
            raise WrongAt(
                MilestoneSheetColumn.DUE,
                _("Write the new date, or empty the cell where there is none yet, and the reason."),
            )

    def _back_to_planned(self) -> None:
        if self.row.is_draft:
            self._do(lambda: steps.approve(self.row), MilestoneSheetColumn.STATE)
        else:
            self._do(lambda: steps.take_back(self.row, today=self.today), MilestoneSheetColumn.STATE)

    def _beside(self) -> None:
        """The day of a milestone that is reached already, and the reason of one that is given up, put right."""
        row = self.row
        if MilestoneSheetColumn.REACHED in self.changes:
            self._at(MilestoneSheetColumn.REACHED, lambda: steps.check_not_ahead(self._reached(), self.today))
            row.reached = self._reached()
        if MilestoneSheetColumn.REASON in self.changes and not self.to_save:
            if row.state != MilestoneState.DROPPED:
                raise WrongAt(
                    MilestoneSheetColumn.REASON,
                    _("A reason belongs to a milestone that is put off or given up by the file."),
                )
            row.dropped_because = self.changes[MilestoneSheetColumn.REASON].text

    def _do(self, step: Callable[[], steps.RelatedChanges], column: MilestoneSheetColumn) -> None:
        related = self._at(column, step)
        self.to_save += related.to_save
        self.to_delete += related.to_delete

    @staticmethod
    def _at(column: MilestoneSheetColumn, step: Callable[[], Any]) -> Any:
        """Take the step; a refusal is reported at that column."""
        try:
            return step()
        except Refused as refused:
            raise WrongAt(column, str(refused)) from None
        except ValidationError as fault:
            raise WrongAt(column, " ".join(fault.messages)) from None
