"""What the tests of workbooks of milestones share: one in each state, and the workbook somebody fills in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from plans.models import Activity, Milestone
from tests import factories, progress
from tests.people import Cast
from tests.sheets import Handed

OUT, IN = "/planer/plan-a/milepaele/alle/excel/", "/planer/plan-a/milepaele/alle/indlaes/"
SHEET = "Milepæle"
FIFTH = "2. planår, 1. kvartal"


@dataclass
class Work(Handed):
    """A plan with five milestones, each in a state of its own."""

    OUT, IN = OUT, IN
    activity: Activity
    post: Any

    def row(self, code: str) -> Milestone:
        return Milestone.objects.get(plan=self.cast.plan, code=code)


def work_of(cast: Cast) -> Work:
    """The plan's milestones, each in a state of its own."""
    plan = cast.plan
    made = Work(cast, factories.activity(cast.sub, "Lektiecafé"), progress.position(plan, "Koordinator"))
    progress.milestone(
        plan, code="moede", text="Første møde er holdt", due_quarter=2, activity=made.activity, post=made.post
    )
    progress.milestone(
        plan,
        date(2022, 5, 31),
        code="evaluering",
        text="Evalueringen er lavet",
        due_on_precision="month",
        sub_agreement=cast.sub,
        responsible="Sekretariatet",
        note="To linjer\nom det",
    )
    progress.milestone(
        plan, date(2021, 6, 1), code="aabnet", text="Caféen er åbnet", state="reached", reached_on=date(2021, 6, 3)
    )
    late = progress.milestone(
        plan, date(2023, 1, 1), code="udskudt", text="Aftalen er skrevet under", state="postponed"
    )
    progress.postponement(late, date(2022, 1, 1))
    progress.milestone(plan, None, code="opgivet", text="Et hus er lejet", state="dropped", dropped_because="For dyrt")
    progress.milestone(plan, None, code="kladde", text="Næste års møde", is_draft=True)
    return made


def step(name: str, row: Milestone) -> str:
    """The address of one step of a milestone's life."""
    return reverse(f"plans:milestone_{name}", args=["plan-a", row.pk])


def page_of(row: Milestone) -> str:
    return reverse("plans:milestone", args=["plan-a", row.code])
