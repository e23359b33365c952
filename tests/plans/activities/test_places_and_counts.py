"""Activities without a place, activities and areas that name one another, and counts beside the criteria."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.directory.models import AreaDepartment
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.documents.status import content as status
from plans.models import Activity, ActivityArea, ActivityCount, Plan, PlanArea
from tests import factories
from tests.findings import findings
from tests.html import posted
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def _loose(cast: Cast) -> Activity:
    return factories.saved(Activity(plan=cast.plan, name="Skovhave"), cast.plan)


def test_an_activity_is_added_without_a_place_and_moved_to_one(cast: Cast) -> None:
    client, address = cast.client("leader"), reverse("plans:loose_activity_add", args=[cast.plan.slug])
    answer = client.post(address, {**posted(client.get(address)), "name": "Skovhave"})
    assert answer.url == reverse("plans:activity", args=[cast.plan.slug, "skovhave"])
    row = Activity.objects.get(name="Skovhave")
    assert (row.sub_agreement, row.plan_focus_area) == (None, None)
    move = reverse("plans:activity_move_edit", args=[cast.plan.slug, row.pk])
    client.post(move, {**posted(client.get(move)), "place": f"subagreement:{cast.sub.pk}"})
    assert Activity.objects.get(pk=row.pk).sub_agreement == cast.sub
    client.post(move, {**posted(client.get(move)), "place": "nowhere"})
    assert Activity.objects.get(pk=row.pk).sub_agreement is None


@pytest.mark.parametrize(("state", "severity"), [("dialogue", "info"), ("running", "warning")])
def test_an_activity_without_a_place_is_told_of_more_seriously_after_the_grant(
    cast: Cast, state: str, severity: str
) -> None:
    _loose(cast)
    factories.step(cast.plan, state, is_entered_as_it_stands=True)
    found = [finding.severity for finding in findings(cast.plan) if finding.code == "activity-without-place"]
    assert found == [severity]


def test_an_area_stays_in_the_plan_while_an_activity_is_for_it(cast: Cast) -> None:
    covered = factories.saved(PlanArea(plan=cast.plan, area=factories.area("Søkvarteret")), cast.plan)
    activity = factories.activity(cast.sub, "Jobklub")
    factories.saved(ActivityArea(activity=activity, area=covered.area), cast.plan)
    address = reverse("plans:area_delete", args=[cast.plan.slug, covered.pk])
    assert "Jobklub" in words(cast.client("leader").get(address))
    assert covered.named_by() == [activity]


def test_activities_are_found_by_a_department_of_their_area(cast: Cast) -> None:
    area = factories.area("Søkvarteret")
    factories.saved(PlanArea(plan=cast.plan, area=area), cast.plan)
    factories.saved(AreaDepartment(area=area, department=cast.housing))
    other = factories.area("Byen")
    factories.saved(PlanArea(plan=cast.plan, area=other), cast.plan)
    for name, place in (("Her", area), ("Et andet sted", other)):
        factories.saved(ActivityArea(activity=factories.activity(cast.sub, name), area=place), cast.plan)
    page = reverse("plans:activities", args=[cast.plan.slug])
    found = words(cast.client("leader").get(page, {"department": cast.housing.pk}))
    assert "Her" in found.partition("Ryd")[2]
    assert "Et andet sted" not in found.partition("Ryd")[2]


def _page(cast: Cast, who: str, activity: Activity, **query: Any) -> str:
    return words(cast.client(who).get(reverse("plans:activity", args=[cast.plan.slug, activity.code]), query))


def test_a_small_count_is_for_the_secretariat_alone_and_no_count_is_shown_before_its_day(cast: Cast) -> None:
    activity = factories.activity(cast.sub, "Foreningsguider")
    factories.saved(ActivityCount(activity=activity, kind="waiting", value=3, counted_on=date(2022, 6, 1)), cast.plan)
    factories.saved(ActivityCount(activity=activity, kind="volunteers", value=0), cast.plan)
    assert "på venteliste 3 1. juni 2022" in _page(cast, "leader", activity)
    for who in ("board", "observer"):
        page = _page(cast, who, activity)
        assert "på venteliste under 5 1. juni 2022" in page
        assert "frivillige 0 ikke oplyst" in page
    assert "på venteliste" not in _page(cast, "leader", activity, pr="2022-05-17")


def test_counts_stand_on_the_status_report_as_its_reader_may_see_them_and_not_before_their_day(cast: Cast) -> None:
    activity = factories.activity(cast.sub, "Foreningsguider")
    factories.saved(ActivityCount(activity=activity, kind="waiting", value=3, counted_on=date(2022, 6, 1)), cast.plan)
    factories.saved(ActivityCount(activity=activity, kind="volunteers", value=0), cast.plan)
    plan = Plan.objects.with_places().get(pk=cast.plan.pk)

    def counts(who: str, day: date) -> str:
        report = status.build(plan, reader=DocumentReader.of(getattr(cast, who), plan), as_of=day)
        found = [item for sub in report.sub_agreements for item in sub.activities]
        return next(item.counts for item in found if item.name == "Foreningsguider")

    assert counts("leader", date(2022, 7, 1)) == "frivillige 0; på venteliste 3 (1. juni 2022)"
    assert counts("board", date(2022, 7, 1)) == "frivillige 0; på venteliste under 5 (1. juni 2022)"
    assert counts("leader", date(2022, 5, 31)) == "frivillige 0"


def test_what_is_not_stated_of_an_activity_is_offered_in_one_line_to_who_may_state_it(cast: Cast) -> None:
    activity = factories.activity(cast.sub, "Foreningsguider", target_group="Unge")
    missing = "Endnu ikke oplyst hvor mange der er plads til, hvordan man får en plads, samarbejdspartnere"
    assert missing in _page(cast, "staff", activity)
    assert "kun som tal og datoer. Tilføj en optælling" in _page(cast, "staff", activity)
    offered = "Tilføj formålet Indtast forankringen Tilføj indholdet Tilføj timer om ugen Tilføj en mindre aktivitet"
    assert offered in _page(cast, "staff", activity), "what is empty is a line, and no panel with a heading"
    for who in ("board", "observer"):
        page = _page(cast, who, activity)
        assert "Målgruppe Unge" in page
        for unstated in (
            "Plads til", "Optællinger", "Mindre aktiviteter", "Timer om ugen", "Der er ikke indtastet nogen tekst",
            "Samarbejdspartnere", "Endnu ikke oplyst", "tal og datoer",
        ):  # fmt: skip
            assert unstated not in page


def test_what_is_stated_of_an_activity_is_shown_to_readers_and_not_offered(cast: Cast) -> None:
    activity = factories.activity(cast.sub, "Foreningsguider", admission="referral", partners="Skolen")
    factories.saved(ActivityCount(activity=activity, kind="volunteers", value=7), cast.plan)
    for who in ("staff", "board"):
        page = _page(cast, who, activity)
        assert "Hvordan man får en plads ved henvisning" in page
        assert "Optællinger" in page
        assert "kun som tal og datoer" not in page
    assert "hvordan man får en plads" not in _page(cast, "staff", activity)
