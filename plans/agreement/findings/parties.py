"""What a careful colleague would say of a plan (*bemærkninger*): the register of checks, and this app's.

Codes are stable: scripts and people refer to them."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Case, Count, Exists, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.agreement.enums import PartyRole, SignatureState
from plans.lifecycle.enums import DepartmentStatus
from plans.review.findings import (
    UNDATED,
    UNSIGNED,
    Finding,
    Review,
    ask_along,
    register,
    register_lacking,
    rows_told_of,
    text_value,
)
from plans.shared.enums import Severity


def register_checks() -> None:
    own_name = Coalesce(NullIf("local_name", Value("")), "focus_area__name")
    printed_or_own_name = Coalesce(NullIf("printed_name", Value("")), "organisation__name")
    register_lacking("sub_agreement_of_area", without_sub_agreement, own_name)
    register_lacking("area_of_department", departments_without_area, "department__name")
    register_lacking("signatory_of_party", without_signatory, printed_or_own_name)
    register_lacking("signatory_of_sub_agreement", without_sub_signatory, _sub_and_party())
    ask_along(undated_signatories)
    register(check_signatures, check_focus_areas, check_department_areas, check_activities)


def bound_parties(plan: Any) -> Any:
    """The parties that the agreement or one of its sub-agreements binds."""
    return plan.parties.filter(role__in=(PartyRole.BOUND, PartyRole.SUB_AGREEMENT))


def without_signatory(plan: Any) -> Any:
    """The parties for which nobody signs the agreement that binds them; who signs only sub-agreements, none at all."""
    signatories = apps.get_model("plans", "Signatory").objects.filter(party=OuterRef("pk"))
    return bound_parties(plan).exclude(
        Exists(signatories.filter(sub_agreement=None)) | Q(Exists(signatories), role=PartyRole.SUB_AGREEMENT)
    )


def without_sub_signatory(plan: Any) -> Any:
    """The parties to sub-agreements that nobody signs for there, where others sign it, or where they sign nothing else."""
    signatories = apps.get_model("plans", "Signatory").objects.filter(sub_agreement=OuterRef("sub_agreement"))
    listed = apps.get_model("plans", "SubAgreementParty").objects.filter(party__in=bound_parties(plan))
    expected = listed.filter(
        Exists(signatories) | Q(party__role=PartyRole.SUB_AGREEMENT, party__signatories__isnull=False)
    )
    return expected.exclude(Exists(signatories.filter(party=OuterRef("party")))).distinct()


def _sub_and_party() -> Any:
    own_name = Cast("party__organisation__name", TextField())
    party = Coalesce(NullIf(Cast("party__printed_name", TextField()), text_value("")), own_name)
    return Concat(Cast("sub_agreement__name", TextField()), text_value(" · "), party)


def undated_signatories(plan: Any) -> list[Any]:
    """Those who sign for a bound party and have no date of it: the party, the sub-agreement that they sign, and who."""
    rows = apps.get_model("plans", "Signatory").objects.filter(party__in=bound_parties(plan), signed_on=None)
    told = rows.order_by().annotate(
        t_of=Case(When(state=SignatureState.UNSIGNED, then=text_value(UNSIGNED)), default=text_value(UNDATED)),
        t_name=Cast(Coalesce(NullIf("party__printed_name", Value("")), "party__organisation__name"), TextField()),
        t_slug=Cast(Coalesce("sub_agreement__name", Value("")), TextField()),
        t_text=Cast("person__name", TextField()),
    )
    return [told.values_list("t_of", "pk", "t_name", "t_slug", "t_text")]


def check_signatures(review: Review) -> Iterator[Finding]:
    """Each party that is bound must have somebody who signs, has signed, and a date when that was."""
    slug = review.plan.slug
    for pk, name in review.lacking("signatory_of_party"):
        where, link = _("Strategic agreement · %s") % name, reverse("plans:signatory_add", args=[slug, pk])
        yield _without_signatory(review.plan, where, name, link)
    for _pk, name in review.lacking("signatory_of_sub_agreement"):
        link = f"{reverse('plans:agreements', args=[slug])}#parter"
        yield _without_signatory(review.plan, _("Sub-agreement · %s") % name, name.rpartition(" · ")[2], link)
    for kind, pk, name, sub, person in review.once("rows", rows_told_of):
        if kind in (UNSIGNED, UNDATED):
            yield _without_date(kind, person, name, sub, reverse("plans:signatory_edit", args=[slug, pk]))


def _without_signatory(plan: Any, where: str, name: str, link: str) -> Finding:
    """A party that is bound by what nobody signs for it; in a plan entered after its end it may be that nobody knows."""
    return Finding(
        "signatory-missing",
        Severity.INFO if plan.was_entered_after_its_end else Severity.WARNING,
        where,
        _("%s is a party, but nobody stands as signing for it.") % name,
        _("Add who signs and when."),
        link,
        _("The agreement binds a party only when somebody has signed for it."),
    )


def _without_date(kind: str, person: str, name: str, sub: str, link: str) -> Finding:
    """Somebody who has not signed, or of whom the date is not known, or not even whether."""
    where = _("Sub-agreement · %s") % f"{sub} · {name}" if sub else _("Strategic agreement · %s") % name
    if kind == UNSIGNED:
        return Finding(
            "signature-missing",
            Severity.WARNING,
            where,
            _("%(who)s has not signed for %(party)s.") % {"who": person, "party": name},
            _("Get the signature, and add its date."),
            link,
            _("The agreement binds a party only when somebody has signed for it."),
        )
    return Finding(
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


def check_focus_areas(review: Review) -> Iterator[Finding]:
    """Where the round demands it, each chosen focus area has a sub-agreement."""
    plan = review.plan
    if plan.round is None or not plan.round.has_sub_agreements:
        return
    for pk, name in review.lacking("sub_agreement_of_area"):
        yield Finding(
            "focus-area-without-sub-agreement",
            Severity.ERROR,
            _("Focus area · %s") % name,
            _("%(name)s is chosen, but has no sub-agreement. %(round)s demands one.")
            % {"name": name, "round": plan.round.name},
            _("Add the sub-agreement, or mark the focus area as not chosen."),
            reverse("plans:focus_area_edit", args=[plan.slug, pk]),
            _("Without it nobody has agreed on goals, activities and who does what in the focus area."),
        )


def departments_without_area(plan: Any) -> Any:
    """Where the plan names areas: its departments that lie in none of them."""
    placed = plan.departments.filter(department__area_memberships__area__plans__plan=plan)
    named = plan.departments.filter(Exists(plan.areas.all()), status=DepartmentStatus.IN_PLAN)
    return named.exclude(pk__in=placed.values("pk"))


def check_department_areas(review: Review) -> Iterator[Finding]:
    """Where a plan names its areas, each department should lie in one of them."""
    for _pk, name in review.lacking("area_of_department"):
        yield Finding(
            "department-without-area",
            Severity.INFO,
            _("Departments · %s") % name,
            _("It is not stated in which of the plan's areas %s lies.") % name,
            _("If it is known, the leader proposes it in the administration, as a change of the shared lists."),
            f"{reverse('plans:life', args=[review.plan.slug])}#boligomraader",
            _("What is told of an area rests on which departments lie in it."),
        )


def sub_agreements(plan: Any) -> Any:
    """The plan's sub-agreements with how many activities each has, and whether it binds any party."""
    parties = apps.get_model("plans", "SubAgreementParty").objects.filter(sub_agreement=OuterRef("pk"))
    subs = plan.sub_agreements.select_related("cited_round")
    return subs.annotate(activity_count=Count("activities"), binds=Exists(parties))


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
