"""Facts about plans for pages, PDFs and workbooks: frozen, worked out once, without queries.

Every function takes rows that the querysets have already fetched with what it needs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.dates import PartialDate
from plans.agreement.enums import SignatureState
from plans.shared.presenters import held_words, place_names, state_words
from plans.shared.words import capacity_words

#: What is counted of an activity, in words for a reader and a day.
CountsWords = Callable[[Any], str]


def _no_counts(_activity: Any) -> str:
    """Where counts are not shown."""
    return ""


# --- agreements -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SignatoryFacts:
    """Who signs; ``signs`` names the sub-agreement, and is empty for the strategic agreement."""

    pk: int
    name: str
    title: str
    signed: PartialDate | None
    words: str
    signs: str = ""
    signs_pk: int | None = None


@dataclass(frozen=True)
class PartyFacts:
    """A party with all who sign for it, and the sub-agreements that it is a party to."""

    pk: int
    name: str
    role: str
    is_bound: bool
    signatories: tuple[SignatoryFacts, ...]
    represented_by: str = ""
    joined: PartialDate | None = None
    left: PartialDate | None = None
    sub_agreements: tuple[str, ...] = ()

    @property
    def period_words(self) -> str:
        """From and to when it takes part; empty when it is as the plan."""
        return held_words(self.joined, self.left)


@dataclass(frozen=True)
class ActivityFacts:
    """An activity with its smaller parts, however deep; ``state`` is empty where it is not stated."""

    pk: int
    code: str
    name: str
    purpose: str
    state: str
    parts: tuple["ActivityFacts", ...]
    #: The areas and departments that it is for by name, where the document tells.
    places: tuple[str, ...] = ()
    #: How many it has room for, where the document tells.
    capacity: str = ""
    #: What is counted of it beside its criteria, where the document tells.
    counts: str = ""
    #: How it stands (``progress.presenters.work.WorkFacts``), where the page tells.
    work: Any = None

    @property
    def count(self) -> int:
        return 1 + sum(part.count for part in self.parts)


@dataclass(frozen=True)
class SubAgreementFacts:
    pk: int
    slug: str
    name: str
    focus_area: str
    start: PartialDate | None
    end: PartialDate | None
    content: str
    activities: tuple[ActivityFacts, ...]
    target_groups: str = ""
    cited_round: str = ""
    #: The areas and departments that it is for by name, where the page or document tells; none means all.
    places: tuple[str, ...] = ()
    #: How it stands (``progress.presenters.work.WorkFacts``), where the page tells.
    work: Any = None

    @property
    def period(self) -> str:
        """From and to when it is valid; empty when it is as the plan."""
        return held_words(self.start, self.end)

    @property
    def activity_count(self) -> int:
        return sum(activity.count for activity in self.activities)

    @property
    def activity_words(self) -> str:
        count = self.activity_count
        return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": count}


@dataclass(frozen=True)
class FocusAreaFacts:
    """A focus area; ``official`` is the round's name where the plan uses another."""

    pk: int
    name: str
    is_chosen: bool
    problem: str
    handled_where: str
    official: str = ""
    is_own: bool = False


def party_facts(parties: Iterable[Any], *, day: date | None = None, subs: bool = True) -> list[PartyFacts]:
    """Parties that come ``with_signatures()``; with a past day, those signed by then.

    They also come ``with_sub_agreements()`` unless ``subs`` is false.
    """
    return [
        PartyFacts(
            pk=party.pk,
            name=party.printed_name or party.organisation.name,
            role=party.get_role_display(),
            is_bound=party.role == "bound",
            signatories=tuple(_signatory(signatory, day) for signatory in party.signatories.all()),
            represented_by=party.represented_by.name if party.represented_by else "",
            joined=party.joined,
            left=party.left,
            sub_agreements=tuple(sub_agreement.sub_agreement.name for sub_agreement in party.sub_agreements.all())
            if subs
            else (),
        )
        for party in parties
    ]


def _signatory(row: Any, day: date | None) -> SignatoryFacts:
    came_later = day is not None and row.signed is not None and row.signed.first > day
    return SignatoryFacts(
        row.pk,
        row.person.name,
        row.title,
        None if came_later else row.signed,
        _("not signed") if came_later else signature_words(row),
        row.sub_agreement.name if row.sub_agreement else "",
        row.sub_agreement_id,
    )


def signature_words(row: Any) -> str:
    """``underskrevet 17. december 2020``, ``ikke underskrevet endnu``, ``ikke oplyst``."""
    if row.signed:
        return _("signed %s") % row.signed
    return {
        SignatureState.SIGNED: _("signed, the date is not stated"),
        SignatureState.UNSIGNED: _("not signed"),
        SignatureState.UNKNOWN: _("not stated"),
    }[SignatureState(row.state)]


def focus_area_facts(rows: Iterable[Any]) -> list[FocusAreaFacts]:
    return [
        FocusAreaFacts(
            pk=row.pk,
            name=row.local_name or row.focus_area.name,
            is_chosen=row.is_chosen,
            problem=row.problem,
            handled_where=row.handled_where,
            official=""
            if row.focus_area.plan_id or row.local_name in ("", row.focus_area.name)
            else row.focus_area.name,
            is_own=row.focus_area.plan_id is not None,
        )
        for row in rows
    ]


def sub_agreement_facts(
    agreements: Iterable[Any],
    activities: Iterable[Any],
    work: Any = None,
    *,
    with_places: bool = False,
    counted: CountsWords = _no_counts,
) -> list[SubAgreementFacts]:
    """Sub-agreements with their focus area, and all activities of the plan in order.

    ``work`` (``progress.presenters.work.PlanWork``) has their statuses; ``with_places`` says that all of them come with
    the areas and departments that they are for; ``counted`` what is counted of an activity in words.
    """
    listed = list(activities)
    return [
        SubAgreementFacts(
            pk=agreement.pk,
            slug=agreement.slug,
            name=agreement.name,
            focus_area=agreement.plan_focus_area.local_name or agreement.plan_focus_area.focus_area.name,
            start=agreement.start,
            end=agreement.end,
            content=agreement.content,
            activities=activity_tree(
                (row for row in listed if row.sub_agreement_id == agreement.pk),
                work,
                with_places=with_places,
                counted=counted,
            ),
            target_groups=agreement.target_groups,
            cited_round=agreement.cited_round.name if agreement.cited_round else "",
            places=place_names(agreement) if with_places else (),
            work=work.sub_agreements.get(agreement.pk) if work else None,
        )
        for agreement in agreements
    ]


def activity_tree(
    activities: Iterable[Any], work: Any = None, *, with_places: bool = False, counted: CountsWords = _no_counts
) -> tuple[ActivityFacts, ...]:
    """The activities as a tree, each level in its order."""
    children: dict[int | None, list[Any]] = {}
    listed = list(activities)
    known = {row.pk for row in listed}
    for row in listed:
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)

    def branch(parent: int | None) -> tuple[ActivityFacts, ...]:
        return tuple(
            ActivityFacts(
                row.pk,
                row.code,
                row.name,
                row.purpose,
                state_words(row),
                branch(row.pk),
                place_names(row) if with_places else (),
                capacity_words(row) if with_places else "",
                counted(row),
                work.activities.get(row.pk) if work else None,
            )
            for row in children.get(parent, ())
        )

    return branch(None)


def department_and_period(row: Any) -> tuple[str, str]:
    """A focus area's department, and from and to when it is one."""
    return str(row.department), held_words(row.start, row.end)
