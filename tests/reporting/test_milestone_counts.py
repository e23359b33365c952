"""Milestones are counted by one calculation: on every page and paper the parts come to the number that is shown."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.reporting.demo import CASES
from abc_portal.reporting.documents.milestone_plan import content as milestone_plan
from abc_portal.reporting.documents.reader import FULL_READER
from abc_portal.reporting.documents.status import content as status
from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.counts import BESIDE, counts
from plans.models import Milestone, Plan
from tests import readers
from tests.people import demo_client

DAY = date(2026, 11, 26)
SLUGS = [str(case) for case in CASES]


def summed(words: str) -> tuple[int, int]:
    """The number before the colon, and what the parts after it come to."""
    head, _colon, parts = words.partition(":")
    number = int(head.split()[0])
    return number, sum(map(int, re.findall(r"\d+", parts.partition(";")[0]))) if parts else number


@given(st.lists(st.sampled_from(MilestoneStanding)))
def test_the_parts_come_to_the_whole_whatever_the_milestones_are(standings: list[MilestoneStanding]) -> None:
    found = counts(standings)
    assert found.shown == len(standings)
    assert found.total == sum(item not in BESIDE for item in standings)
    assert len(set(summed(found.counted_words))) == 1
    assert counts(standings) + counts(standings) == counts([*standings, *standings])


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_once")
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_and_paper_of_a_demo_plan_counts_the_same(slug: str) -> None:
    plan = Plan.objects.with_places().get(slug=slug)
    work = status.build(plan, reader=FULL_READER, as_of=DAY).work
    paper = milestone_plan.build(plan, reader=FULL_READER, as_of=DAY)
    stored = Milestone.objects.filter(plan=plan, is_draft=False)
    found = work.milestones
    assert found.total == sum(item.total for item in (*found.line, *found.outside))
    assert paper.counts == found.counts
    assert paper.counts.shown == stored.count()
    assert _lines(paper.quarters) == _lines(paper.places) == stored.count()
    placed = stored.exclude(activity=None, sub_agreement=None)
    subs = [item.milestones for item in work.sub_agreements.values()]
    assert sum(item.shown for item in subs) <= placed.count()
    assert all(len(set(summed(item.counted_words))) == 1 for item in subs)
    if found.total:
        assert len(set(summed(found.counts.counted_words))) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_once")
@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("view", ["kvartaler", "tabel", "liste"])
def test_each_view_shows_as_many_milestones_as_it_says(slug: str, view: str) -> None:
    answer = demo_client("leder").get(f"/planer/{slug}/milepaele/", {"vis": view})
    found, every = answer.context["counts"], Milestone.objects.filter(plan__slug=slug).count()
    assert found.shown == every
    assert found.words in readers.words(answer)
    if view != "tabel":
        assert sum(len(section.milestones) for section in answer.context["sections"]) == every


def _lines(sections: Any) -> int:
    return sum(len(section.lines) for section in sections)
