"""What a careful colleague would say of a plan (*bemærkninger*): the register of checks, and this app's.

Codes are stable: scripts and people refer to them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, Exists, F, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from plans.enums import DepartmentStatus, Severity, Topic


@dataclass(frozen=True)
class Finding:
    """One remark: what is wrong, where, how serious, and what to do.

    ``link`` leads to the place to mend it; ``why`` is a sentence on why it matters.
    """

    code: str
    severity: Severity
    where: str
    message: str
    fix: str
    link: str = ""
    why: str = ""

    def as_json(self) -> dict[str, str]:
        """The form that ``check_plan --json`` prints."""
        return {
            "code": self.code,
            "severity": str(self.severity.value),
            "where": self.where,
            "message": self.message,
            "fix": self.fix,
        }


@dataclass
class Review:
    """One review of a plan: what several checks need is fetched once and shared between them."""

    plan: Any
    _fetched: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, fetch: Callable[[Any], Iterable[Any]]) -> list[Any]:
        """The rows under that name, fetched for the plan the first time they are asked for."""
        if name not in self._fetched:
            self._fetched[name] = list(fetch(self.plan))
        return self._fetched[name]


Check = Callable[[Review], Iterable[Finding]]
_checks: list[Check] = []
_topics: dict[Check, Topic] = {}
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def register(*checks: Check, topic: Topic = Topic.AGREEMENTS) -> None:
    """Add checks on that topic; each takes a review and asks the database a fixed number of times.

    What a check fetches goes through :meth:`Review.once`: for a reader in another language it is run twice.
    """
    _checks.extend(check for check in checks if check not in _checks)
    _topics.update(dict.fromkeys(checks, topic))


@dataclass(frozen=True)
class Told:
    """A finding in the reader's language; ``own`` is the same in the portal's, by which it is known again."""

    topic: Topic
    finding: Finding
    own: Finding


def told(plan: Any) -> list[Told]:
    """Everything the checks say of the plan, the most serious first."""
    review, found = Review(plan), []
    for check in _checks:
        read = list(check(review))
        own = read
        if get_language() != settings.LANGUAGE_CODE:
            with override(settings.LANGUAGE_CODE):
                own = list(check(review))
        found += [Told(_topics[check], *pair) for pair in zip(read, own, strict=True)]
    return sorted(found, key=lambda each: _place(each.finding))


def _place(finding: Finding) -> tuple[Any, ...]:
    return _ORDER[finding.severity], finding.where, finding.code, finding.message


def findings(plan: Any) -> list[Finding]:
    """The findings alone, in the reader's language."""
    return [each.finding for each in told(plan)]


def register_checks() -> None:
    register(check_signatures, check_focus_areas, check_department_areas, check_activities)


def bound_parties(plan: Any) -> Any:
    """The parties that the agreement binds, with who signs for them."""
    return plan.parties.filter(role="bound").select_related("organisation").prefetch_related("signatories")


def check_signatures(review: Review) -> Iterator[Finding]:
    """Each party that is bound must have somebody who signs, and a date when it was signed."""
    plan = review.plan
    link = reverse("plans:agreements", args=[plan.slug])
    for party in review.once("bound parties", bound_parties):
        name = party.printed_name or party.organisation.name
        where = _("Strategic agreement · %s") % name
        if not party.signatories.all():
            yield Finding(
                "signatory-missing",
                Severity.INFO,
                where,
                _("%s is a party, but nobody stands as signing for it.") % name,
                _("Add who signs and when."),
                link,
                _("The agreement binds a party only when somebody has signed for it."),
            )
        for signatory in party.signatories.all():
            if signatory.signed_on is None:
                yield Finding(
                    "signature-date-missing",
                    Severity.WARNING,
                    where,
                    _("It is not known when %s signed.") % name,
                    _("Add the date of the signature, or note that it is not signed."),
                    link,
                    _("The date shows from when the agreement binds the party."),
                )


def without_sub_agreement(plan: Any) -> Any:
    """The chosen focus areas that no sub-agreement is about."""
    return plan.focus_areas.filter(is_chosen=True, sub_agreements=None)


class Gap(StrEnum):
    """What lacks its other half."""

    FOCUS_AREA = "focus_area"
    DEPARTMENT = "department"
    COOPERATION = "cooperation"


def gaps(plan: Any) -> Any:
    """Everything that lacks its other half, asked for at once: the kind of gap, the row's key and its name."""
    focus_name = Coalesce(NullIf("local_name", Value("")), "focus_area__name")
    found = [
        _told_as(Gap.FOCUS_AREA, without_sub_agreement(plan), focus_name),
        _told_as(Gap.DEPARTMENT, departments_without_area(plan), F("department__name")),
        _told_as(Gap.COOPERATION, plan.cooperation_agreements.filter(file=None), F("title")),
    ]
    return found[0].union(*found[1:], all=True)


def _told_as(gap: Gap, rows: Any, name: Any) -> Any:
    kind = Value(gap.value, output_field=CharField())
    return rows.order_by().values_list(kind, "pk", name)


def gaps_of(review: Review, wanted: Gap) -> list[tuple[int, str]]:
    """The key and the name of each row with that gap."""
    return [(pk, name) for gap, pk, name in review.once("gaps", gaps) if gap == wanted]


def check_focus_areas(review: Review) -> Iterator[Finding]:
    """Where the round demands it, each chosen focus area has a sub-agreement."""
    plan = review.plan
    if plan.round is None or not plan.round.has_sub_agreements:
        return
    for _pk, name in gaps_of(review, Gap.FOCUS_AREA):
        yield Finding(
            "focus-area-without-sub-agreement",
            Severity.ERROR,
            _("Focus area · %s") % name,
            _("%(name)s is chosen, but has no sub-agreement. %(round)s demands one.")
            % {"name": name, "round": plan.round.name},
            _("Add the sub-agreement, or mark the focus area as not chosen."),
            reverse("plans:agreements", args=[plan.slug]),
            _("Without it nobody has agreed on goals, activities and who does what in the focus area."),
        )


def departments_without_area(plan: Any) -> Any:
    """Where the plan names areas: its departments that lie in none of them."""
    placed = plan.departments.filter(department__area_memberships__area__plans__plan=plan)
    named = plan.departments.filter(Exists(plan.areas.all()), status=DepartmentStatus.IN_PLAN)
    return named.exclude(pk__in=placed.values("pk"))


def check_department_areas(review: Review) -> Iterator[Finding]:
    """Where a plan names its areas, each department should lie in one of them."""
    for _pk, name in gaps_of(review, Gap.DEPARTMENT):
        yield Finding(
            "department-without-area",
            Severity.INFO,
            _("Departments · %s") % name,
            _("It is not stated in which of the plan's areas %s lies.") % name,
            _("Say which area it lies in, if it is known."),
            reverse("reporting:status", args=[review.plan.slug]),
            _("What is told of an area rests on which departments lie in it."),
        )


def sub_agreements(plan: Any) -> Any:
    """The plan's sub-agreements with how many activities each has."""
    return plan.sub_agreements.select_related("cited_round").annotate(activity_count=Count("activities"))


def check_activities(review: Review) -> Iterator[Finding]:
    """A sub-agreement without activities says nothing of what is done."""
    plan = review.plan
    for agreement in (each for each in review.once("sub_agreements", sub_agreements) if not each.activity_count):
        yield Finding(
            "sub-agreement-without-activities",
            Severity.WARNING,
            _("Sub-agreement · %s") % agreement.name,
            _("The sub-agreement “%s” has no activities.") % agreement.name,
            _("Add what is done under it."),
            reverse("plans:sub_agreement", args=[plan.slug, agreement.slug]),
            _("Goals are reached by what is done; without activities nobody can see how."),
        )
