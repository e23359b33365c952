"""What of an earlier plan a new one can begin with.

Every part of a plan's document is declared here, as something that can be chosen or as something that stays behind;
a test fails for a part that is neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part, register
from plans.models import Plan


@dataclass(frozen=True)
class PlanCopyChoice:
    """Something of an earlier plan that can be copied.

    ``places`` are its parts in the document, ``counted`` those whose rows are counted; ``values`` are the plan's own
    values copied with it. ``needs`` are the choices of its parent rows. ``usual`` is ticked beforehand.
    """

    code: str
    label: Any
    label_counted: Any
    places: tuple[str, ...]
    counted: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    usual: bool = True


CHOICES = (
    PlanCopyChoice(
        "steder",
        _("Departments and areas"),
        _(
            "Those that had left before the earlier plan ended stay behind. Counts of dwellings and residents belong "
            "to the places, so they are there with their day and source."
        ),
        ("plan.areas", "plan.departments"),
    ),
    PlanCopyChoice(
        "parter",
        _("Parties"),
        _("Without signatures: who signs the new agreement is written anew."),
        ("parties", "parties.sub_agreements"),
        ("parties",),
    ),
    PlanCopyChoice(
        "aftale",
        _("The agreement's texts"),
        _("Sections and vision, to be written on. Figures in the texts are found anew; images stay in the old plan."),
        ("agreement", "agreement.sections"),
        ("agreement.sections",),
        values=("vision",),
    ),
    PlanCopyChoice(
        "indsatsomraader",
        _("Focus areas"),
        _("With problem descriptions, and with the plan's own focus areas and overall goals."),
        ("own_focus_areas", "goals", "focus_areas", "focus_areas.departments"),
        ("focus_areas",),
    ),
    PlanCopyChoice(
        "delaftaler",
        _("Sub-agreements and sub-goals"),
        _("With their texts, departments and areas, and the overall goals that the sub-goals serve."),
        ("sub_agreements", "sub_agreements.departments", "sub_agreements.areas", "sub_goals", "sub_goals.goals"),
        ("sub_agreements", "sub_goals"),
        needs=("indsatsomraader",),
    ),
    PlanCopyChoice(
        "roller",
        _("Roles and responsibilities"),
        _("Who contributes what."),
        ("responsibilities",),
        needs=("delaftaler",),
    ),
    PlanCopyChoice(
        "stillinger",
        _("Positions"),
        _("With employers and who pays, but not whether they are filled; and where the staff is found."),
        ("positions", "positions.organisations", "offices"),
        ("positions", "offices"),
    ),
    PlanCopyChoice(
        "aktiviteter",
        _("Activities"),
        _("With texts and sub-goals, but not how far they are."),
        ("activities", "activities.departments", "activities.areas", "activities.capacities", "activities.sub_goals"),
        ("activities",),
        needs=("indsatsomraader", "delaftaler"),
    ),
    PlanCopyChoice(
        "timer",
        _("The activities' hours"),
        _("The weekly hours that the positions give."),
        ("activities.hours",),
        needs=("aktiviteter", "stillinger"),
        usual=False,
    ),
    PlanCopyChoice(
        "forankring",
        _("The activities' anchoring"),
        _("Who takes over, and how; not how far it is."),
        ("activities.anchoring",),
        needs=("aktiviteter",),
        usual=False,
    ),
    PlanCopyChoice(
        "understoetter",
        _("What the plan supports"),
        _("UN goals and policies."),
        ("plan.supports",),
    ),
    PlanCopyChoice(
        "organer",
        _("Bodies and seats"),
        _("Without the people who hold the seats."),
        ("bodies", "bodies.seats", "body_order"),
        ("bodies", "bodies.seats"),
    ),
    PlanCopyChoice(
        "samarbejdsaftaler",
        _("Cooperation agreements"),
        _("With their parties; the signed files stay in the old plan."),
        ("cooperation_agreements", "cooperation_agreements.parties"),
        ("cooperation_agreements",),
    ),
    PlanCopyChoice(
        "kilder",
        _("Financing sources"),
        _("Without amounts."),
        ("financing.sources",),
    ),
    PlanCopyChoice(
        "indikatorer",
        _("The plan's own indicators"),
        _("Without measurements. The funding round's are there already."),
        ("indicators",),
    ),
)  # fmt: skip
BY_CODE = {choice.code: choice for choice in CHOICES}

#: What stays behind with everything under it: it happened in the earlier plan, or belongs to its period and people.
LEFT = frozenset(
    {
        "plan.relations", "plan.steps", "plan.steps.approvals", "plan.extensions", "plan.extensions.approvals",
        "plan.former_names", "plan.stated", "plan.efforts", "parties.signatories",
        "bodies.seats.holders", "financing.sources.contributions", "financing.stated", "observations", "stories",
        "files", "set_aside", "positions.holders", "activities.counts",
        "criteria", "results", "closed_periods", "milestones", "overrules",
    }
)  # fmt: skip

#: Values not copied with their row: they concern the earlier period or its documents.
LEFT_VALUES = {
    "agreement": ("valid_from", "valid_to", "source", "cited_round"),
    "sub_agreements": ("cited_round",),
    "positions": ("vacancy",),
    "activities": ("state",),
    "activities.anchoring": ("state",),
    "bodies": ("cited_round",),
    "cooperation_agreements": ("signed", "file"),
}

#: Rows that are not carried when they had ended before the earlier plan did; the key of their last day.
ENDED = {
    "plan.areas": "left",
    "plan.departments": "left",
    "focus_areas.departments": "end",
    "parties": "left",
    "positions": "end",
    "offices": "end",
    "activities.hours": "end",
    "cooperation_agreements": "end",
}

#: Rows that only name a place, which must be in the plan too: by the key that names it.
OF_PLACES = {
    "focus_areas.departments": "department",
    "sub_agreements.departments": "department",
    "activities.departments": "department",
    "sub_agreements.areas": "area",
    "activities.areas": "area",
}


def places(parts: Any = None, above: str = "") -> Iterator[tuple[str, Part]]:
    """Every part of a plan's document below the plan itself, by its place: ``activities.hours``."""
    for part in register.parts if parts is None else parts:
        place = ".".join((above, *part.place)) if above else ".".join(part.place)
        if place != "plan":
            yield place, part
        yield from places(part.children, place)


def counts(plan: Plan) -> dict[str, int]:
    """How many rows the plan has at each place that is counted; asks the database once."""
    wanted = {place for choice in CHOICES for place in choice.counted or choice.places}
    found = {place: _counted(part) for place, part in places() if place in wanted}
    named = {f"n_{number}": place for number, place in enumerate(found)}
    row = Plan.objects.filter(pk=plan.pk).values(**{name: found[place] for name, place in named.items()}).get()
    return {place: row[name] for name, place in named.items()}


def _counted(part: Part) -> Coalesce:
    rows = part.model._base_manager.filter(**{part.path: OuterRef("pk")}, **dict(part.only)).order_by()
    numbers = rows.values(part.path).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)


@dataclass(frozen=True)
class PlanCopyOffer:
    """A choice for one earlier plan: the rows it would copy, counted by kind."""

    choice: PlanCopyChoice
    counted: tuple[tuple[int, type[Any]], ...]

    @property
    def words(self) -> str:
        """``4 delaftaler, 12 delmål``."""
        kinds = (
            f"{number} {model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural}"
            for number, model in self.counted
        )
        return ", ".join(kinds)


def offers(plan: Plan) -> list[PlanCopyOffer]:
    """What the earlier plan has to carry over; what it has nothing of is not offered."""
    numbers, parts = counts(plan), dict(places())
    found = []
    for choice in CHOICES:
        counted = tuple((numbers[place], parts[place].model) for place in choice.counted or choice.places)
        counted_rows = tuple(item for item in counted if item[0])
        if counted_rows or any(getattr(plan, value) for value in choice.values):
            found.append(PlanCopyOffer(choice, counted_rows))
    return found


def missing(chosen: set[str], offered: list[PlanCopyOffer]) -> Iterator[tuple[PlanCopyChoice, PlanCopyChoice]]:
    """Each choice with a needed one that was not chosen though the plan has rows of it."""
    there = {offer.choice.code for offer in offered}
    for choice in CHOICES:
        for need in choice.needs if choice.code in chosen else ():
            if need in there and need not in chosen:
                yield choice, BY_CODE[need]
