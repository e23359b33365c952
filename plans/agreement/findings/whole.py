"""The review's checks of the plan as a whole: whether it is entered at all, what its round demands, and its agreement's
period."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.core.danish import joined
from abc_portal.core.dates import PartialDate
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, Review, register, register_nothing_missed
from plans.agreement.models.agreement import Party, StrategicAgreement
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement
from plans.lifecycle.enums import State
from plans.lifecycle.models.plan import Plan
from plans.rounds.enums import RoundDocumentKind
from plans.rounds.models import FocusArea, RoundDocument

#: Until a plan is prequalified, and where it was declined, nobody has begun to write it.
UNBEGUN = frozenset({State.IDEA, State.APPLIED, State.PREQUALIFIED, State.DECLINED})
#: With fewer of its parts than this a plan is nearly empty.
LEAST_PARTS = 2


def register_checks() -> None:
    register_nothing_missed(is_unbegun)
    register_nothing_missed(is_nearly_empty)
    register(check_entered, check_agreement_period)
    register(check_parts, of_missing=("plan-parts-missing",))


def is_unbegun(review: Review) -> bool:
    """Whether the plan has come no further than to be prequalified."""
    latest = review.plan.steps.order_by("-position", "-pk").values_list("state", flat=True).first()
    return latest in UNBEGUN


def is_nearly_empty(review: Review) -> bool:
    """Whether hardly any of the parts of which a plan is made are entered."""
    return sum(_entered(review.plan).values()) < LEAST_PARTS


def _entered(plan: Any) -> dict[str, bool]:
    """For each part of which a plan is made whether it has any; one query."""
    own = {"plan": OuterRef("pk")}
    held = Plan.objects.filter(pk=plan.pk).annotate(
        has_agreement=Exists(StrategicAgreement.objects.filter(**own)),
        has_parties=Exists(Party.objects.filter(**own)),
        has_focus_areas=Exists(PlanFocusArea.objects.filter(**own)),
        has_sub_agreements=Exists(SubAgreement.objects.filter(**own)),
        has_activities=Exists(plan.activities.model.objects.filter(**own)),
        has_milestones=Exists(plan.milestones.model.objects.filter(**own)),
    )
    parts = ("agreement", "parties", "focus_areas", "sub_agreements", "activities", "milestones")
    return held.values(*(f"has_{part}" for part in parts)).get()


def check_entered(review: Review) -> Iterator[Finding]:
    """Of a nearly empty plan it is said once that it is."""
    plan = review.plan
    held = _entered(plan)
    if sum(held.values()) >= LEAST_PARTS or is_unbegun(review):
        return
    words = {
        "has_agreement": _("agreement"),
        "has_parties": _("parties"),
        "has_focus_areas": _("focus areas"),
        "has_sub_agreements": str(SubAgreement._meta.verbose_name_plural),
        "has_activities": _("activities"),
        "has_milestones": _("milestones"),
    }
    if plan.round is not None and not plan.round.has_sub_agreements:
        del words["has_sub_agreements"]
    missing = [word for part, word in words.items() if not held[part]]
    yield Finding(
        "plan-nearly-empty",
        Severity.INFO,
        _("The plan as a whole"),
        _("The plan is nearly empty. It has no %s.") % joined(missing, _("or")),
        _("Begin with the agreement, the parties and the focus areas, or import a document."),
        reverse("plans:agreements", args=[plan.slug]),
        _("What else is missing is not listed before there is something to hold it against."),
        facts=tuple(part for part in words if not held[part]),
    )


def _prescribed(plan: Any) -> list[tuple[str, str, bool]]:
    """What the plan's round demands: its key, its word, and whether the plan has it."""
    documents = set(RoundDocument.objects.filter(round=plan.round, is_required=True).values_list("kind", flat=True))
    chosen = plan.focus_areas.filter(is_chosen=True).exists()
    found = []
    if RoundDocumentKind.STRATEGIC_AGREEMENT in documents:
        found.append(("agreement", _("strategic agreement"), hasattr(plan, "agreement")))
    if FocusArea.objects.filter(round=plan.round).exists():
        found.append(("focus_areas", _("chosen focus areas"), chosen))
    if plan.round.has_sub_agreements:
        # Where areas are chosen, each that lacks one is named by itself.
        found.append(
            ("sub_agreements", str(SubAgreement._meta.verbose_name_plural), chosen or plan.sub_agreements.exists())
        )
    return found


def check_parts(review: Review) -> Iterator[Finding]:
    """The plan has the agreement, focus areas and sub-agreements that its round demands."""
    plan = review.plan
    missing = [] if plan.round is None else [part for part in _prescribed(plan) if not part[2]]
    if missing:
        yield Finding(
            "plan-parts-missing",
            Severity.WARNING,
            _("The plan as a whole"),
            _("%(round)s demands what the plan does not have: %(parts)s.")
            % {"round": plan.round, "parts": joined([word for _key, word, _has in missing], _("and"))},
            _("Enter it, or correct the plan's funding round."),
            reverse("plans:agreements", args=[plan.slug]),
            _("Landsbyggefonden cannot approve a plan without it."),
            facts=(plan.round.code, *(key for key, _word, _has in missing)),
        )


def check_agreement_period(review: Review) -> Iterator[Finding]:
    """The agreement holds for the plan's period, as exactly as both are known."""
    plan = review.plan
    agreement = getattr(plan, "agreement", None)
    if agreement is None:
        return
    begins = _("The agreement begins %(said)s, but the plan begins %(own)s.")
    ends = _("The agreement ends %(said)s, but the plan ends %(own)s.")
    apart = ((begins, agreement.valid_from, plan.start, "from"), (ends, agreement.valid_to, plan.end, "to"))
    for sentence, said, own, key in apart:
        if said is None or own is None or _meet(said, own):
            continue
        yield Finding(
            "agreement-differs-from-period",
            Severity.WARNING,
            _("Strategic agreement"),
            sentence % {"said": said, "own": own},
            _("Correct the agreement's days or the plan's, or enter the extension that moved the plan's end."),
            reverse("plans:agreements", args=[plan.slug]),
            _("Outside the agreement's days nobody is bound by what the plan says."),
            about=(key,),
            facts=(said.first, said.precision, own.first, own.precision),
        )


def _meet(one: PartialDate, other: PartialDate) -> bool:
    """Whether the two can be the same day."""
    return one.first <= other.last and other.first <= one.last
