"""The plans before and after: named for everybody, a link only for who may open them; and what has no indicators."""

import re

import pytest

from plans.models import FundingRound, PlanRelation
from tests import factories, readers
from tests.people import Cast, demo_client

pytestmark = pytest.mark.django_db


def links(cast: Cast, who: str, slug: str) -> dict[str, str]:
    page = cast.client(who).get(f"/planer/{slug}/").content.decode()
    return dict(re.findall(r'<a href="/planer/([^/"]+)/">([^<]+)</a>', page))


def test_both_demo_cases_lead_to_each_other(demo_once: None) -> None:
    later = demo_client("leder").get("/planer/abc-2021-2025/")
    assert "Fortsætter ABC 2017-2020" in readers.words(later)
    assert '<a href="/planer/abc-2017-2020/">ABC 2017-2020</a>' in later.content.decode()
    earlier = demo_client("leder").get("/planer/abc-2017-2020/")
    assert "Fortsættes af ABC 2021-2025" in readers.words(earlier)
    assert '<a href="/planer/abc-2021-2025/">ABC 2021-2025</a>' in earlier.content.decode()


def test_a_plan_that_one_may_not_open_is_named_without_a_link(cast: Cast) -> None:
    factories.saved(PlanRelation(plan=cast.plan, other=cast.other_plan), cast.plan)
    factories.saved(PlanRelation(plan=cast.plan, other_name="En plan på papir"), cast.plan)
    for who, linked in (("leader", False), ("admin", True)):
        said = readers.words(cast.client(who).get("/planer/plan-a/"))
        assert "Fortsætter Plan B · En plan på papir" in said, who
        assert ("plan-b" in links(cast, who, "plan-a")) is linked, who
    assert "Fortsættes af Plan A" in readers.words(cast.client("other_leader").get("/planer/plan-b/"))
    assert "plan-a" not in links(cast, "other_leader", "plan-b")


def test_a_plan_without_neighbours_says_nothing_of_them(cast: Cast) -> None:
    assert "Fortsætte" not in readers.words(cast.client("leader").get("/planer/plan-a/"))


@pytest.mark.parametrize("page", ["", "indikatorer/"])
def test_why_there_are_no_indicators_fits_the_plan(cast: Cast, page: str) -> None:
    unknown, empty = "Dens midler er ikke oplyst", "Der er ikke indtastet nogen for dens midler"
    factories.plan("uden", round=None)
    factories.plan("tom", round=FundingRound.objects.filter(indicators=None).first())
    for slug, shown, hidden in (("uden", unknown, empty), ("tom", empty, unknown)):
        said = readers.words(cast.client("admin").get(f"/planer/{slug}/{page}"))
        assert shown in said
        assert hidden not in said
