"""What a page shows of one row, its signatures, counts and stories, when it looks back to a day."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from abc_portal.directory.models import Count, CountedPlace
from plans.models import Story
from tests import factories
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2024-05-17 12:00", tick=False):
        yield


def seen(cast: Cast, name: str, day: str, *arguments: Any) -> str:
    address = reverse(f"plans:{name}", args=[cast.plan.slug, *arguments])
    return words(cast.client("board").get(address, {"pr": day}))


def test_who_signed_later_had_not_signed_that_day(cast_once: Cast) -> None:
    party = factories.party(cast_once.plan)
    factories.signatory(party, state="signed", signed_on=date(2023, 2, 1))
    assert "ikke underskrevet" in seen(cast_once, "agreements", "2023-01-31")
    assert "underskrevet 1. februar 2023" in seen(cast_once, "agreements", "2023-02-01")
    coming = seen(cast_once, "agreements", "2025-02-01")
    assert "underskrevet 1. februar 2023" in coming


@pytest.mark.parametrize(("first", "last", "sentence"), [
    (date(2022, 1, 1), None, "Gælder: fra 1. januar 2022."),
    (None, date(2021, 6, 30), "Gælder: til 30. juni 2021."),
    (date(2022, 1, 1), date(2022, 12, 31), "Gælder: 1. januar 2022 – 31. december 2022."),
])  # fmt: skip
def test_the_page_of_a_row_that_did_not_hold_says_when_it_holds(
    cast_once: Cast, first: date | None, last: date | None, sentence: str
) -> None:
    sub = factories.sub_agreement(cast_once.plan, "Kun en tid", starts_on=first, ends_on=last)
    activity = factories.activity(sub, starts_on=first, ends_on=last)
    for name, key in (("sub_agreement", sub.slug), ("activity", activity.code)):
        assert sentence in seen(cast_once, name, "2021-08-31", key)
        assert "Gælder ikke den dag" not in seen(cast_once, name, "2024-05-17", key), "today nothing is asked"
    held = factories.sub_agreement(cast_once.plan, "Hele tiden")
    assert "Gælder ikke den dag" not in seen(cast_once, "sub_agreement", "2021-08-31", held.slug)


def test_a_sub_agreement_that_only_ends_says_so(cast_once: Cast) -> None:
    sub = factories.sub_agreement(cast_once.plan, "Slutter før", ends_on=date(2023, 6, 30))
    assert "til 30. juni 2023" in seen(cast_once, "sub_agreement", "2022-01-01", sub.slug)
    assert "til 30. juni 2023" in seen(cast_once, "agreements", "2022-01-01")


def test_smaller_activities_and_stories_are_those_of_the_day(cast_once: Cast) -> None:
    above = factories.activity(cast_once.sub, "Ungdomsklubben")
    factories.activity(cast_once.sub, "Åben kælder", parent=above, starts_on=date(2023, 1, 1))
    given = {"plan": cast_once.plan, "activity": above, "text": "<p>Godt.</p>"}
    factories.saved(Story(title="Hvad vi lærte i 2023", happened_on=date(2023, 3, 1), **given), cast_once.plan)
    before, after = (seen(cast_once, "activity", day, above.code) for day in ("2022-12-31", "2023-03-01"))
    of_the_sub = [seen(cast_once, "sub_agreement", day, cast_once.sub.slug) for day in ("2022-12-31", "2023-03-01")]
    for sentence in ("Åben kælder", "Hvad vi lærte i 2023"):
        assert sentence not in before
        assert sentence in after
        assert [sentence in page for page in of_the_sub] == [False, True]


def test_a_count_is_the_latest_until_that_day(cast_once: Cast) -> None:
    for day, homes in ((date(2022, 1, 1), 401), (date(2023, 1, 1), 402)):
        count = factories.saved(Count(kind="dwellings", value=homes, counted_on=day, source="BBR"))
        factories.saved(CountedPlace(count=count, department=cast_once.housing))
    for day, expected in (("2021-12-31", ""), ("2022-06-01", "401 boliger"), ("2023-06-01", "402 boliger")):
        shown = [homes for homes in ("401 boliger", "402 boliger") if homes in _status(cast_once, day)]
        assert shown == [expected] * bool(expected), day
        life = seen(cast_once, "life", day)  # tells every count by then, with its day
        assert (expected in life, "402 boliger" in life) == (True, expected == "402 boliger"), day


def _status(cast: Cast, day: str) -> str:
    return words(cast.client("board").get(reverse("reporting:status", args=[cast.plan.slug]), {"pr": day}))


def test_the_archive_leaves_out_files_dated_later(cast_once: Cast) -> None:
    factories.plan_file(cast_once.plan, "Brev fra foråret", dated_on=date(2023, 4, 1))
    factories.plan_file(cast_once.plan, "Uden dato")
    page = seen(cast_once, "archive", "2023-03-31")
    assert "Brev fra foråret" not in page
    assert "Uden dato" in page
    assert "Brev fra foråret" in seen(cast_once, "archive", "2023-04-01")


def test_a_focus_area_leads_to_the_sub_agreements_of_the_day(cast_once: Cast) -> None:
    area = cast_once.sub.plan_focus_area
    factories.sub_agreement(cast_once.plan, "Først i 2023", plan_focus_area=area, starts_on=date(2023, 1, 1))
    assert "Først i 2023" not in seen(cast_once, "focus_area", "2022-06-01", area.pk)
    assert "Først i 2023" in seen(cast_once, "focus_area", "2023-06-01", area.pk)


@pytest.mark.parametrize(("day", "holds"), [("2021-02-28", False), ("2021-03-01", True), ("2025-02-28", True), ("2025-03-01", False)])  # fmt: skip
def test_an_agreement_without_days_of_its_own_holds_as_the_plan_does(cast_once: Cast, day: str, holds: bool) -> None:
    factories.agreement(cast_once.plan)
    page = seen(cast_once, "agreements", day)
    sentence = (
        "Der gjaldt ingen strategisk samarbejdsaftale den dag; den indtastede gælder 1. marts 2021 – 28. februar 2025."
    )
    assert (sentence in page) is not holds
