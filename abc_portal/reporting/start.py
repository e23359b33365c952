"""Starting a new plan: from nothing, from a funding round's template, or from an earlier plan."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.core.dates import PartialDate
from abc_portal.exchange.interchange.importing import DocumentFault, ImportRefused
from abc_portal.exchange.interchange.kinds import Partly
from abc_portal.exchange.interchange.questions import Answers
from abc_portal.exchange.interchange.standing import Document
from abc_portal.reporting.interchange import bring
from abc_portal.reporting.plan_copy.document import LeftOut, SharedNumbers, bare_document, copied_document
from plans.lifecycle.enums import RelationKind, State
from plans.models import FundingRound, Membership, Plan
from plans.shared import access
from plans.shared.access import Resource
from plans.shared.enums import Role
from plans.shared.period_words import gap_words
from plans.shared.periods import gap_range


@dataclass(frozen=True)
class StartingState:
    """The state of a plan that runs already or is over: since when, and its agreement's dates."""

    state: State
    since: PartialDate | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


@dataclass(frozen=True)
class Beginning:
    """What a new plan begins with.

    ``template`` is the round whose sections and focus areas it gets, ``areas`` the codes of those it works in;
    ``earlier`` is the plan that ``chosen`` is copied from, and that it ``continues``. ``starting_state`` is for a plan
    that runs already; others begin as an idea.
    """

    template: FundingRound | None = None
    areas: Collection[str] = ()
    earlier: Plan | None = None
    chosen: Collection[str] = ()
    continues: bool = False
    starting_state: StartingState | None = None


@dataclass(frozen=True)
class Started:
    """The new plan, and what was left out of what it was made from."""

    plan: Plan
    left_out: LeftOut


def _add_municipality(new: Plan, by: Any) -> None:
    """Save a municipality that was written where the list lacked it."""
    if new.municipality is not None and new.municipality._state.adding:
        new.municipality.check_can_add(by)
        change_sets.save(new.municipality, change_set=change_sets.begin(by=by, reason=_("New plan.")))
        new.municipality = new.municipality  # the plan learns its key


@transaction.atomic
def start_plan(*, new: Plan, beginning: Beginning, by: Any, form: UUID | None = None) -> Started:
    """Make the plan ``new``, which is not saved yet, with what it begins with; who makes it becomes its leader.

    All of it or nothing, as one change set. Raises :class:`Refused` for who may not, :class:`ImportRefused` with every
    fault, and ``SentTwice`` when the ``form`` was taken before.
    """
    access.check_can_start_plan(by)
    _add_municipality(new, by)
    numbers: SharedNumbers = {}
    document, left_out = _document(new, beginning, by, numbers)

    def begin() -> ChangeSet:
        return change_sets.begin(by=by, reason=_reason(beginning), form=form)

    def lead(plan: Plan, change_set: ChangeSet) -> None:
        change_sets.save(Membership(plan=plan, user=by, role=Role.LEADER), change_set=change_set)

    try:
        known = Answers({}, numbers)
        keep = lambda _outcome: True  # noqa: E731
        outcome = bring(document, by=by, begin=begin, update=False, keep=keep, finish=lead, answers=known)
    except ImportRefused as refused:
        raise ImportRefused(_of_the_slug(refused.faults, new.slug)) from None
    return Started(outcome.plan, left_out)


def _document(new: Plan, beginning: Beginning, by: Any, numbers: SharedNumbers) -> tuple[Document, LeftOut]:
    left_out = LeftOut()
    if beginning.earlier is not None:
        access.check_can_edit(by, Resource.ADMINISTRATION, beginning.earlier)
        document, left_out = copied_document(beginning.earlier, new, beginning.chosen, numbers)
    else:
        document = bare_document(new, numbers)
    if beginning.template is not None:
        document |= _template(beginning.template, beginning.areas)
    own = document["plan"]
    own["steps"] = [_first_step(beginning.starting_state)]
    if beginning.earlier is not None and beginning.continues:
        own["relations"] = [{"kind": RelationKind.CONTINUES.value, "plan": beginning.earlier.slug}]
    if beginning.starting_state is not None:
        agreed = {"valid_from": beginning.starting_state.valid_from, "valid_to": beginning.starting_state.valid_to}
        if dates := {key: Partly().dump(value) for key, value in agreed.items() if value}:
            document["agreement"] = {**document.get("agreement", {}), **dates}
    return document, left_out


def _template(prescribed: FundingRound, chosen: Collection[str]) -> Document:
    """The agreement with the sections that the round prescribes, and its focus areas, chosen or not."""
    sections = prescribed.sections.filter(document=None).order_by("position")
    areas = prescribed.focusareas.order_by("position", "pk")
    return {
        "agreement": {
            "sections": [
                {"position": section.position, "prescribed": str(section.position), "heading": section.heading}
                for section in sections
            ]
        },
        "focus_areas": [{"focus_area": area.code, "is_chosen": area.code in chosen} for area in areas],
    }


def _first_step(starting_state: StartingState | None) -> Document:
    if starting_state is None:
        return {"state": State.IDEA.value}
    step: Document = {"state": starting_state.state.value, "is_entered_as_it_stands": True}
    return {**step, "happened": Partly().dump(starting_state.since)} if starting_state.since else step


def _reason(beginning: Beginning) -> str:
    if beginning.earlier is not None:
        return _("New plan, from “%s”.") % beginning.earlier
    if beginning.template is not None:
        return _("New plan, from the template of %s.") % beginning.template
    return _("New plan.")


def _of_the_slug(faults: list[DocumentFault], slug: str) -> list[DocumentFault]:
    """The second of two who take the same short name at the same time gets the fault at that field."""
    if [fault.path for fault in faults] == ["$"] and Plan.objects.filter(slug=slug).exists():
        return [DocumentFault("$.plan.slug", _("There is already a plan with that short name."))]
    return faults


# --- messages afterwards ---------------------------------------------------------------------------


def left_out_words(left_out: LeftOut) -> list[str]:
    """A sentence for each kind of row or value that was left out of the copy."""
    found = [
        left_out.dates and ngettext(
            "%d date outside the new period was left out.",
            "%d dates outside the new period were left out.", left_out.dates,
        ) % left_out.dates,
        left_out.ended and ngettext(
            "%d row had ended before the earlier plan did, and stays there.",
            "%d rows had ended before the earlier plan did, and stay there.", left_out.ended,
        ) % left_out.ended,
        left_out.references and ngettext(
            "%d reference to something that does not come along was left out.",
            "%d references to something that does not come along were left out.", left_out.references,
        ) % left_out.references,
        left_out.own_areas and _("The new round does not have these focus areas, so they became the plan's own: %s.")
        % ", ".join(left_out.own_areas),
        left_out.dated_texts and _dated_words(left_out.dated_texts),
    ]  # fmt: skip
    return [sentence for sentence in found if sentence]


def _dated_words(texts: list[str]) -> str:
    values = {"count": len(texts), "texts": ", ".join(_("“%s”") % Truncator(text).chars(60) for text in texts[:3])}
    return (
        ngettext(
            "%(count)s text names a year of the earlier plan and is carried over as it is. Look it through: %(texts)s.",
            "%(count)s texts name a year of the earlier plan and are carried over as they are. Look them through, for"
            " example %(texts)s.",
            len(texts),
        )
        % values
    )


def period_words(earlier: Plan, new: Plan) -> str:
    """A sentence about what lies between the two plans, or in both; empty when the one follows on the other.

    Days that are known less exactly give a range, and what is not certain is said to be so.
    """
    if earlier.end is None or new.start is None:
        return ""
    found = gap_range(earlier.end, new.start)
    if found.is_exact:
        return _days_words(earlier.name, found.days)
    if found.surely_overlaps:
        return _("The new plan begins before “%s” ends.") % earlier.name
    if found.may_overlap:
        return _("The new plan may begin before “%s” ends.") % earlier.name
    values = {"earlier": earlier.name, "span": gap_words(found)}
    return _("Between the end of “%(earlier)s” and the new plan's first day: %(span)s.") % values


def _days_words(earlier: str, days: int) -> str:
    names = {"earlier": earlier, "days": abs(days)}
    if days > 0:
        sentence = ngettext(
            "There is %(days)s day between the end of “%(earlier)s” and the new plan's first day.",
            "There are %(days)s days between the end of “%(earlier)s” and the new plan's first day.",
            days,
        )
        return sentence % names
    if days < 0:
        sentence = ngettext(
            "The new plan begins %(days)s day before “%(earlier)s” ends.",
            "The new plan begins %(days)s days before “%(earlier)s” ends.",
            -days,
        )
        return sentence % names
    return ""
