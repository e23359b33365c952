"""Remarks on the targets themselves: behind the start, ladders that do not fall, and less than the text promises."""

from datetime import date
from typing import Any

import pytest

from abc_portal.review.findings import Finding
from plans.models import Activity, Plan
from plans.results.calculations.promised import shares_a_word, times_a_year
from tests import factories, progress
from tests.findings import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(reference: None) -> Activity:
    plan = factories.plan(starts_on=date(2013, 1, 1), ends_on=date(2016, 12, 31), entered_on=date(2013, 1, 1))
    return factories.activity(factories.sub_agreement(plan), "Café", content="<p>Åbent hver uge.</p>")


def found(activity: Activity, code: str, *, exact: bool = True) -> list[Finding]:
    plan = Plan.objects.with_places().get(pk=activity.plan_id)
    return [finding for finding in findings(plan, exact=exact) if finding.code == code]


# --- what there was at the start --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comparison", "target", "baseline", "behind"),
    [
        ("ge", 20, 57, True), ("ge", 57, 57, False), ("ge", 58, 57, False), ("gt", 20, 57, True), ("eq", 20, 57, True),
        ("le", 20, 57, False), ("le", 60, 57, True), ("lt", 60, 57, True),
    ],
)  # fmt: skip
def test_a_target_is_not_behind_the_start(
    activity: Activity, comparison: str, target: int, baseline: int, behind: bool
) -> None:
    progress.criterion(activity, target, comparison=comparison, baseline=baseline)
    assert bool(found(activity, "target-behind-start")) is behind


def test_a_target_below_what_there_was_at_the_start(activity: Activity) -> None:
    progress.criterion(activity, 20, baseline=57, text="Unge kom med")
    [finding] = found(activity, "target-behind-start")
    assert finding.message == "»Unge kom med« skal nå 20, men var 57 ved start."
    assert [item.message for item in found(activity, "target-behind-start", exact=False)] == [finding.message]


def test_a_small_count_at_the_start_is_in_no_sentence(activity: Activity) -> None:
    row = progress.criterion(activity, 2, baseline=4)
    [finding] = found(activity, "target-behind-start")
    assert "4" not in f"{finding.message}{finding.detail}".replace(row.text, "")
    assert found(activity, "target-behind-start", exact=False) == []


# --- ladders ----------------------------------------------------------------------------------------------


def _ladder(activity: Activity, *targets: int, **fields: Any) -> None:
    for step, target in zip(("reach", "completion", "change"), targets, strict=False):
        progress.criterion(activity, target, step=step, **fields)


@pytest.mark.parametrize(
    ("targets", "severity"),
    [
        ((100, 50, 25), None), ((100, 100, 100), "info"), ((100, 100, 50), None), ((40, 60, 20), "warning"),
        ((40, 20, 30), "warning"), ((40, 40), "info"), ((40,), None),
    ],
)  # fmt: skip
def test_a_ladder_that_does_not_fall(activity: Activity, targets: tuple[int, ...], severity: str | None) -> None:
    _ladder(activity, *targets)
    assert [item.severity for item in found(activity, "ladder-not-falling")] == ([severity] if severity else [])


def test_steps_of_different_units_times_or_kinds_are_no_ladder(activity: Activity) -> None:
    progress.criterion(activity, 10, step="reach", unit="ambassadører")
    progress.criterion(activity, 30, step="change", unit="beboere pr. møde")
    progress.criterion(activity, 20, step="change", target_kind="share", unit="ambassadører")
    later = {"starts_on": date(2014, 1, 1), "ends_on": date(2014, 12, 31)}
    progress.criterion(activity, 20, step="completion", unit="ambassadører", **later)
    progress.criterion(activity, 20, step="completion", unit="ambassadører", comparison="le")
    assert found(activity, "ladder-not-falling") == []


# --- how often --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Nyhedsbrevet udkommer mindst hvert kvartal.", 4), ("minimum kvartalsvis", 4), ("Mødes hver måned", 12),
        ("hver anden måned", 6), ("To gange om året", 2), ("4 gange årligt", 4), ("ugentlige møder", 52),
        ("hver anden uge", 26), ("to gange i alt", None), ("hver gang", None),
    ],
)  # fmt: skip
def test_how_often_a_sentence_says(sentence: str, times: int | None) -> None:
    assert times_a_year(sentence) == times


def test_two_sentences_speak_of_the_same_by_a_long_word() -> None:
    assert shares_a_word("Et trykt nyhedsbrev", "10 Nyhedsbreve")
    assert not shares_a_word("Et brev til alle", "10 breve til alle")


def test_what_is_said_to_happen_more_often_than_its_target(activity: Activity) -> None:
    text = "<p>Andet.</p><p>Et nyhedsbrev udkommer mindst hvert kvartal. Og mere.</p>"
    factories.activity(activity.sub_agreement, "Nyhedsbreve", described_with=activity, content=text)
    row = progress.criterion(activity, 10, unit="nyhedsbreve", counts_people=False, text="Sendt ud")
    [finding] = found(activity, "frequency-above-target")
    assert "»Et nyhedsbrev udkommer mindst hvert kvartal.« giver mindst 16" in finding.message
    row.target = 16
    factories.saved(row, activity.plan)
    assert found(activity, "frequency-above-target") == []
    progress.criterion(activity, 5, unit="artikler", counts_people=False, text="Bragt i aviser")
    progress.criterion(activity, 10, unit="læsere af nyhedsbreve")
    assert found(activity, "frequency-above-target") == [], "another thing, and people"
