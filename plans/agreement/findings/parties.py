"""What a careful colleague would say of a plan's parties and signatures, focus areas, departments and
sub-agreements."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.directory.enums import OrganisationKind
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, GroupWords, Review, register, short
from plans.agreement.enums import PartyRole, SignatureState
from plans.lifecycle.enums import DepartmentStatus
from plans.rounds.enums import RoundDocumentKind

#: Findings that something of the agreement is not entered.
OF_MISSING = (
    "signatory-missing", "signature-date-missing", "focus-area-without-sub-agreement", "department-without-area",
    "sub-agreement-without-activities", "sub-agreement-without-parties",
)  # fmt: skip
#: Who grants money to the plan binds itself by its grant, and signs none of the plan's agreements.
GRANTS_ONLY = (
    Q(organisation__kind=OrganisationKind.FUND)
    | Q(organisation__name__iexact="Landsbyggefonden")
    | Q(organisation__short_name__iexact="LBF")
)


def register_checks() -> None:
    register(check_signatures, check_focus_areas, check_department_areas, check_sub_agreements, of_missing=OF_MISSING)


def bound_parties(plan: Any) -> Any:
    """The parties that the agreement or one of its sub-agreements binds."""
    return plan.parties.filter(role__in=(PartyRole.BOUND, PartyRole.SUB_AGREEMENT)).exclude(GRANTS_ONLY)


def is_signed(plan: Any) -> bool:
    """Whether the plan rests on what its parties sign: somebody does, or its agreement is of such a kind, or without
    one its round prescribes it."""
    if plan.parties.filter(signatories__isnull=False).exists():
        return True
    agreement = getattr(plan, "agreement", None)
    if agreement is not None:
        return bool(agreement.is_signed)
    if plan.round is None:
        return not plan.is_own
    return bool(plan.round.documents.filter(kind=RoundDocumentKind.STRATEGIC_AGREEMENT).exists())


def without_signatory(plan: Any) -> Any:
    """The parties for which nobody signs the agreement that binds them; who signs only sub-agreements, none at all."""
    signatories = apps.get_model("plans", "Signatory").objects.filter(party=OuterRef("pk"))
    return bound_parties(plan).exclude(
        Exists(signatories.filter(sub_agreement=None)) | Q(Exists(signatories), role=PartyRole.SUB_AGREEMENT)
    )


def without_sub_signatory(plan: Any) -> Any:
    """Parties to sub-agreements without a signatory there, where others sign it or they sign nothing else."""
    signatories = apps.get_model("plans", "Signatory").objects.filter(sub_agreement=OuterRef("sub_agreement"))
    listed = apps.get_model("plans", "SubAgreementParty").objects.filter(party__in=bound_parties(plan))
    expected = listed.filter(
        Exists(signatories) | Q(party__role=PartyRole.SUB_AGREEMENT, party__signatories__isnull=False)
    )
    return expected.exclude(Exists(signatories.filter(party=OuterRef("party")))).distinct()


def undated_signatories(plan: Any) -> Any:
    """Those who sign for a bound party and have no date of it, with the party, the sub-agreement that they sign, and
    who."""
    rows = apps.get_model("plans", "Signatory").objects.filter(party__in=bound_parties(plan), signed_on=None)
    return rows.select_related("party__organisation", "sub_agreement", "person")


def check_signatures(review: Review) -> Iterator[Finding]:
    """Each party that is bound must have somebody who signs, has signed, and a date when that was."""
    plan = review.plan
    if not is_signed(plan):
        return
    for party in without_signatory(plan).select_related("organisation"):
        where, link = (
            _("Strategic agreement · %s") % short(str(party)),
            reverse("plans:signatory_add", args=[plan.slug, party.pk]),
        )
        yield _without_signatory(plan, where, party, link)
    for row in without_sub_signatory(plan).select_related("party__organisation", "sub_agreement"):
        where = _("Sub-agreement · %s") % short(f"{row.sub_agreement.name} · {row.party}")
        link = f"{reverse('plans:agreements', args=[plan.slug])}#parter"
        yield _without_signatory(plan, where, row.party, link, sub=row.sub_agreement.slug)
    for signatory in undated_signatories(plan):
        yield _without_date(plan, signatory)


def _without_signatory(plan: Any, where: str, party: Any, link: str, sub: str = "") -> Finding:
    """A party that is bound by what nobody signs for it."""
    fix = _("Add who signs and when.")
    return Finding(
        "signatory-missing",
        Severity.WARNING,
        where,
        _("%s is a party, but nobody stands as signing for it.") % short(str(party)),
        fix,
        link,
        _("The agreement binds a party only when somebody has signed for it."),
        about=(sub, str(party)),
        group=GroupWords(_("Signatures"), _many_without_signatory, fix, _parties_of(plan)),
    )


def _parties_of(plan: Any) -> str:
    return f"{reverse('plans:agreements', args=[plan.slug])}#parter"


def _many_without_signatory(count: int) -> str:
    sentence = ngettext("Nobody signs for %(n)s party.", "Nobody signs for %(n)s parties.", count)
    return sentence % {"n": count}


def _many_unsigned(count: int) -> str:
    return ngettext("%(n)s signature is missing.", "%(n)s signatures are missing.", count) % {"n": count}


def _many_undated(count: int) -> str:
    sentence = ngettext("%(n)s signature has no date.", "%(n)s signatures have no date.", count)
    return sentence % {"n": count}


def _without_date(plan: Any, signatory: Any) -> Finding:
    """A signatory who has not signed, or without a date, or of whom neither is known."""
    name, sub, person = str(signatory.party), signatory.sub_agreement, signatory.person.name
    where = _("Sub-agreement · %s") % f"{sub.name} · {name}" if sub else _("Strategic agreement · %s") % name
    link = reverse("plans:signatory_edit", args=[plan.slug, signatory.pk])
    about = (sub.slug if sub else "", name)
    if signatory.state == SignatureState.UNSIGNED:
        fix = _("Get the signature, and add its date.")
        return Finding(
            "signature-missing",
            Severity.WARNING,
            where,
            _("%(who)s has not signed for %(party)s.") % {"who": person, "party": name},
            fix,
            link,
            _("The agreement binds a party only when somebody has signed for it."),
            (*about, person),
            group=GroupWords(_("Signatures"), _many_unsigned, fix, _parties_of(plan)),
            detail=person,
        )
    fix = _("Add the date of the signature, or note that it is not signed.")
    return Finding(
        "signature-date-missing",
        Severity.WARNING,
        where,
        _("It is not known when %s signed.") % name,
        fix,
        link,
        _("The date shows from when the agreement binds the party."),
        (*about, person),
        formerly=((about, ()),),
        group=GroupWords(_("Signatures"), _many_undated, fix, _parties_of(plan)),
        detail=person,
    )


def without_sub_agreement(plan: Any) -> Any:
    """The chosen focus areas that no sub-agreement is about."""
    return plan.focus_areas.filter(is_chosen=True, sub_agreements=None)


def check_focus_areas(review: Review) -> Iterator[Finding]:
    """Where the round demands it, each chosen focus area has a sub-agreement."""
    plan = review.plan
    if plan.round is None or not plan.round.has_sub_agreements:
        return
    fix = _("Add the sub-agreement, or mark the focus area as not chosen.")
    where = f"{reverse('plans:agreements', args=[plan.slug])}#delaftaler"
    group = GroupWords(_("Focus areas"), _many_without_sub_agreement, fix, where)
    for area in without_sub_agreement(plan).select_related("focus_area"):
        name = short(area.local_name or area.focus_area.name)
        yield Finding(
            "focus-area-without-sub-agreement",
            Severity.ERROR,
            _("Focus area · %s") % name,
            _("%(name)s is chosen, but has no sub-agreement. %(round)s demands one.")
            % {"name": name, "round": plan.round.name},
            fix,
            reverse("plans:focus_area_edit", args=[plan.slug, area.pk]),
            _("Without it nobody has agreed on goals, activities and who does what in the focus area."),
            about=(area.focus_area.code,),
            facts=(plan.round.code,),
            group=group,
        )


def _many_without_sub_agreement(count: int) -> str:
    sentence = ngettext(
        "%(n)s chosen focus area has no sub-agreement.", "%(n)s chosen focus areas have no sub-agreement.", count
    )
    return sentence % {"n": count}


def departments_without_area(plan: Any) -> Any:
    """Where the plan names areas: its departments that lie in none of them."""
    placed = plan.departments.filter(department__area_memberships__area__plans__plan=plan)
    named = plan.departments.filter(Exists(plan.areas.all()), status=DepartmentStatus.IN_PLAN)
    return named.exclude(pk__in=placed.values("pk"))


def check_department_areas(review: Review) -> Iterator[Finding]:
    """Where a plan names its areas, each department should lie in one of them."""
    link = f"{reverse('plans:life', args=[review.plan.slug])}#boligomraader"
    fix = _("If it is known, the leader proposes it in the administration, as a change of the shared lists.")
    group = GroupWords(_("Departments"), _many_without_area, fix, link)
    for row in departments_without_area(review.plan).select_related("department"):
        full_name = str(row.department)
        name = short(full_name)
        yield Finding(
            "department-without-area",
            Severity.INFO,
            _("Departments · %s") % name,
            _("It is not stated in which of the plan's areas %s lies.") % name,
            fix,
            link,
            _("What is told of an area rests on which departments lie in it."),
            about=(full_name,),
            group=group,
        )


def _many_without_area(count: int) -> str:
    sentence = ngettext(
        "It is not stated in which area %(n)s department lies.",
        "It is not stated in which area %(n)s departments lie.",
        count,
    )
    return sentence % {"n": count}


def sub_agreements(plan: Any) -> Any:
    """The plan's sub-agreements with how many activities each has, and whether it binds any party."""
    parties = apps.get_model("plans", "SubAgreementParty").objects.filter(sub_agreement=OuterRef("pk"))
    return plan.sub_agreements.annotate(activity_count=Count("activities"), binds=Exists(parties))


def check_sub_agreements(review: Review) -> Iterator[Finding]:
    """Something is done under each sub-agreement; and where the round has sub-agreements, each binds somebody."""
    plan = review.plan
    must_bind = plan.round is not None and plan.round.has_sub_agreements
    for sub in sub_agreements(plan):
        if not sub.activity_count:
            yield _without_activities(plan, sub)
        if must_bind and not sub.binds:
            yield _without_parties(plan, sub)


def _without_activities(plan: Any, sub: Any) -> Finding:
    fix = _("Add what is done under it.")
    link = f"{reverse('plans:agreements', args=[plan.slug])}#delaftaler"
    return Finding(
        "sub-agreement-without-activities",
        Severity.WARNING,
        _("Sub-agreement · %s") % sub.name,
        _("The sub-agreement “%s” has no activities.") % sub.name,
        fix,
        reverse("plans:sub_agreement", args=[plan.slug, sub.slug]),
        _("Goals are reached by what is done; without activities nobody can see how."),
        about=(sub.slug,),
        group=GroupWords(_("Sub-agreements"), _many_without_activities, fix, link),
    )


def _many_without_activities(count: int) -> str:
    sentence = ngettext("%(n)s sub-agreement has no activities.", "%(n)s sub-agreements have no activities.", count)
    return sentence % {"n": count}


def _without_parties(plan: Any, sub: Any) -> Finding:
    fix = _("Choose them among the plan's parties.")
    link = f"{reverse('plans:agreements', args=[plan.slug])}#delaftaler"
    return Finding(
        "sub-agreement-without-parties",
        Severity.INFO,
        _("Sub-agreement · %s") % sub.name,
        _("It is not entered which parties the sub-agreement “%s” binds.") % sub.name,
        fix,
        reverse("plans:sub_agreement_edit", args=[plan.slug, sub.slug]),
        _("A sub-agreement is between parties; each must be able to see what it has promised."),
        about=(sub.slug,),
        group=GroupWords(_("Sub-agreements"), _many_without_parties, fix, link),
    )


def _many_without_parties(count: int) -> str:
    sentence = ngettext(
        "It is not entered which parties %(n)s sub-agreement binds.",
        "It is not entered which parties %(n)s sub-agreements bind.",
        count,
    )
    return sentence % {"n": count}
