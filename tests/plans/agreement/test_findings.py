"""What is told of a plan's agreement, areas and activities, each check fired and not fired."""

from datetime import date, timedelta
from typing import Any

import pytest

from abc_portal.directory.models import AreaDepartment
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, _checks, register
from plans.agreement.enums import AgreementKind
from plans.agreement.findings.parties import check_signatures
from plans.models import FocusArea, FundingRound, Plan, PlanArea, PlanFocusArea, SubAgreementParty
from tests import factories, readers, scale
from tests.findings import findings
from tests.people import Cast

pytestmark = pytest.mark.django_db


def _findings(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in findings(Plan.objects.get(pk=plan.pk)) if finding.code == code]


# --- signatures -------------------------------------------------------------------------------------------


def test_a_party_that_nobody_signs_for(cast: Cast) -> None:
    party = factories.party(cast.plan, printed_name="Boligselskabet AKB")
    [found] = _findings(cast.plan, "signatory-missing")
    assert found.severity == Severity.WARNING
    assert found.link == f"/planer/{cast.plan.slug}/aftaler/parter/{party.pk}/underskriver/"
    assert "Boligselskabet AKB" in found.message
    assert "Boligselskabet AKB" in found.where
    factories.signatory(party, signed_on=date(2021, 1, 22))
    assert _findings(cast.plan, "signatory-missing") == []


def test_a_strategy_or_a_master_plan_lacks_no_signatures(cast: Cast) -> None:
    factories.party(cast.plan, printed_name="Boligselskabet AKB")
    agreement = factories.agreement(cast.plan)
    assert len(_findings(cast.plan, "signatory-missing")) == 1
    for kind in set(AgreementKind) - {AgreementKind.STRATEGIC}:
        agreement.kind = kind
        factories.saved(agreement, cast.plan)
        assert _findings(cast.plan, "signatory-missing") == []


def test_the_agreement_is_named_by_its_kind(cast: Cast) -> None:
    agreement = factories.agreement(cast.plan)
    agreement.kind = AgreementKind.STRATEGY
    factories.saved(agreement, cast.plan)
    page = readers.words(cast.client("leader").get(f"/planer/{cast.plan.slug}/aftaler/"))
    assert "Strategi og handlingsplan" in page
    assert "Strategisk samarbejdsaftale" not in page


@pytest.mark.parametrize("fields", [{"kind": "fund"}, {"kind": "other", "name": "LANDSBYGGEFONDEN"}])
def test_landsbyggefonden_signs_nothing(cast: Cast, fields: dict[str, Any]) -> None:
    factories.party(cast.plan, organisation=factories.organisation(**fields))
    assert _findings(cast.plan, "signatory-missing") == []


def test_where_the_round_prescribes_no_agreement_nobody_need_sign(cast: Cast) -> None:
    party = factories.party(cast.plan)
    factories.party(cast.plan)
    cast.plan.round = FundingRound.objects.get(code="2011-14")
    factories.saved(cast.plan, cast.plan)
    assert _findings(cast.plan, "signatory-missing") == []
    factories.signatory(party, signed_on=date(2021, 1, 22))
    assert len(_findings(cast.plan, "signatory-missing")) == 1, "when one signs, the others do too"


def test_nobody_knows_who_signed_in_a_plan_entered_after_its_end(cast: Cast) -> None:
    factories.party(cast.plan)
    cast.plan.entered_on = cast.plan.ends_on + timedelta(days=1)
    factories.saved(cast.plan, cast.plan)
    [found] = _findings(cast.plan, "signatory-missing")
    assert found.severity == Severity.INFO


def test_a_signature_on_a_sub_agreement_is_none_on_the_agreement(cast: Cast) -> None:
    party = factories.party(cast.plan)
    factories.signatory(party, sub_agreement=cast.sub, signed_on=date(2021, 1, 22))
    [found] = _findings(cast.plan, "signatory-missing")
    assert found.where == f"Strategisk samarbejdsaftale · {party}"
    factories.signatory(party, signed_on=date(2021, 1, 22))
    assert _findings(cast.plan, "signatory-missing") == []


def test_each_party_to_a_sub_agreement_signs_it_when_others_do(cast: Cast) -> None:
    first, second = factories.party(cast.plan), factories.party(cast.plan, printed_name="Foreningen")
    for party in (first, second):
        factories.signatory(party, signed_on=date(2021, 1, 22))
        factories.saved(SubAgreementParty(party=party, sub_agreement=cast.sub), cast.plan)
    assert _findings(cast.plan, "signatory-missing") == [], "the agreement holds them all"
    factories.signatory(first, sub_agreement=cast.sub, signed_on=date(2021, 1, 22))
    [found] = _findings(cast.plan, "signatory-missing")
    assert found.where == f"Delaftale · {cast.sub.name} · Foreningen"
    factories.signatory(second, sub_agreement=cast.sub, signed_on=date(2021, 1, 22))
    assert _findings(cast.plan, "signatory-missing") == []


def test_who_signs_only_sub_agreements_signs_each_of_its_own(cast: Cast) -> None:
    party = factories.party(cast.plan, role="sub_agreement")
    for sub in (cast.sub, cast.other_sub):
        factories.saved(SubAgreementParty(party=party, sub_agreement=sub), cast.plan)
    [found] = _findings(cast.plan, "signatory-missing")
    assert found.where == f"Strategisk samarbejdsaftale · {party}", "nobody signs anything for it"
    factories.signatory(party, sub_agreement=cast.sub, signed_on=date(2021, 1, 22))
    [found] = _findings(cast.plan, "signatory-missing")
    assert found.where.startswith(f"Delaftale · {cast.other_sub.name}")
    factories.signatory(party, sub_agreement=cast.other_sub, signed_on=date(2021, 1, 22))
    assert _findings(cast.plan, "signatory-missing") == []


def test_a_signature_without_a_date(cast: Cast) -> None:
    party = factories.party(cast.plan)
    row = factories.signatory(party)
    [found] = _findings(cast.plan, "signature-date-missing")
    assert found.severity == Severity.WARNING
    assert found.link == f"/planer/{cast.plan.slug}/aftaler/underskrift/{row.pk}/rediger/"
    row.signed_on = date(2021, 1, 22)
    factories.saved(row, cast.plan)
    assert _findings(cast.plan, "signature-date-missing") == []


@pytest.mark.parametrize("role", ["endorses", "cooperates"])
def test_who_is_not_bound_need_not_sign(cast: Cast, role: str) -> None:
    factories.party(cast.plan, role=role)
    assert _findings(cast.plan, "signatory-missing") == []


# --- focus areas and sub-agreements ---------------------------------------------------------------------------


def _chosen(cast: Cast, **fields: Any) -> PlanFocusArea:
    area = FocusArea.objects.get(round=cast.plan.round, code="beskaeftigelse")
    return factories.saved(PlanFocusArea(plan=cast.plan, focus_area=area, **fields), cast.plan)


def test_a_chosen_focus_area_without_a_sub_agreement(cast: Cast) -> None:
    row = _chosen(cast)
    [found] = _findings(cast.plan, "focus-area-without-sub-agreement")
    assert found.severity == Severity.ERROR
    assert "Beskæftigelse" in found.message
    assert "2019-26-midlerne" in found.message
    factories.sub_agreement(cast.plan, plan_focus_area=row)
    assert _findings(cast.plan, "focus-area-without-sub-agreement") == []


def test_a_focus_area_that_is_not_chosen_needs_none(cast: Cast) -> None:
    _chosen(cast, is_chosen=False)
    assert _findings(cast.plan, "focus-area-without-sub-agreement") == []


@pytest.mark.parametrize("code", ["2011-14", None])
def test_where_the_round_demands_none_or_is_unknown_nothing_is_reported(cast: Cast, code: str | None) -> None:
    _chosen(cast)
    cast.plan.round = FundingRound.objects.filter(code=code).first()
    factories.saved(cast.plan, cast.plan)
    assert _findings(cast.plan, "focus-area-without-sub-agreement") == []


def test_a_sub_agreement_without_activities(cast: Cast) -> None:
    found = _findings(cast.plan, "sub-agreement-without-activities")
    assert {item.severity for item in found} == {Severity.WARNING}
    assert len(found) == 2
    factories.activity(cast.sub)
    [left] = _findings(cast.plan, "sub-agreement-without-activities")
    assert "Sundhed" in left.message
    assert left.link == f"/planer/{cast.plan.slug}/aftaler/{cast.other_sub.slug}/"


# --- departments and areas ------------------------------------------------------------------------------------


def test_a_department_whose_area_is_not_stated(cast: Cast) -> None:
    assert _findings(cast.plan, "department-without-area") == [], "the plan names no areas"
    area = factories.area("Hedemarken")
    factories.saved(PlanArea(plan=cast.plan, area=area), cast.plan)
    [found] = _findings(cast.plan, "department-without-area")
    assert found.severity == Severity.INFO
    assert "AKB Eksempel" in found.message
    factories.saved(AreaDepartment(area=factories.area("Et andet"), department=cast.housing))
    assert len(_findings(cast.plan, "department-without-area")) == 1, "an area outside the plan does not count"
    factories.saved(AreaDepartment(area=area, department=cast.housing))
    assert _findings(cast.plan, "department-without-area") == []


# --- the register ----------------------------------------------------------------------------------------------


def test_the_most_serious_is_listed_first(cast: Cast) -> None:
    _chosen(cast)
    factories.signatory(factories.party(cast.plan))
    factories.party(cast.plan)
    order = [finding.severity for finding in findings(cast.plan)]
    assert order == sorted(order, key=list(Severity).index)
    assert set(order) == set(Severity)


def test_every_remark_says_where_what_and_what_to_do(cast: Cast) -> None:
    scale.grow(cast.plan, 2)
    _chosen(cast)
    found = findings(cast.plan)
    assert len(found) > 10
    for item in found:
        assert item.where, item
        assert item.message.rstrip().endswith((".", "kr.", "%")), item
        assert item.fix.endswith("."), item
        assert item.why.endswith("."), item
        assert item.link.startswith(f"/planer/{cast.plan.slug}/"), item
        assert set(item.as_json()) == {"code", "severity", "where", "message", "fix", "why", "link"}


def test_another_plan_s_faults_are_not_reported_here(cast: Cast) -> None:
    before = findings(cast.plan)
    scale.grow(cast.other_plan, 2)
    assert findings(cast.plan) == before


def test_the_same_review_twice_is_the_same(cast: Cast) -> None:
    scale.grow(cast.plan, 3)
    assert findings(cast.plan) == findings(Plan.objects.get(pk=cast.plan.pk))


def test_a_check_is_registered_once(cast: Cast) -> None:
    before = dict(_checks)
    register(check_signatures)
    assert _checks == before


def test_a_review_asks_as_often_however_large_the_plan(cast: Cast, django_assert_max_num_queries: Any) -> None:
    scale.grow(cast.plan, 8)
    with django_assert_max_num_queries(80):
        assert findings(Plan.objects.select_related("round").get(pk=cast.plan.pk))
