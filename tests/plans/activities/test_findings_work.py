"""What is told of hours, of who carries activities on, and of purposes: each fired and not fired."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding
from plans.activities.enums import AnchoringState
from plans.models import Activity, ActivityHours, Anchoring, Plan, Position
from tests import factories
from tests.findings import findings
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def _findings(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in findings(Plan.objects.get(pk=plan.pk)) if finding.code == code]


def _position(cast: Cast, share: int | None, **fields: Any) -> Position:
    return factories.saved(Position(plan=cast.plan, title="Koordinator", share=share, **fields), cast.plan)


def _hours(activity: Activity, post: Position, least: str, most: str | None = None, **fields: Any) -> ActivityHours:
    numbers = {"least": Decimal(least), "most": Decimal(most) if most else None}
    return factories.saved(ActivityHours(activity=activity, post=post, **numbers, **fields), activity.plan)


@pytest.mark.parametrize(
    ("least", "most", "share", "code", "severity"),
    [
        ("37.5", "39", 1000, "hours-over-position", Severity.WARNING),
        ("30", "36", 1000, "hours-under-position", Severity.INFO),
    ],
)
def test_hours_beside_the_position_s_week(
    cast: Cast, least: str, most: str, share: int, code: str, severity: Severity
) -> None:
    row = _hours(factories.activity(cast.sub), _position(cast, share), least, most)
    [found] = _findings(cast.plan, code)
    assert found.severity == severity
    assert "37" in found.message
    assert "Koordinator" in found.where
    row.least = Decimal("36.5")
    row.most = Decimal(38)
    factories.saved(row, cast.plan)
    assert _findings(cast.plan, code) == []


def test_nothing_is_reported_where_the_share_is_unknown(cast: Cast) -> None:
    _hours(factories.activity(cast.sub), _position(cast, None), "80")
    assert _findings(cast.plan, "hours-over-position") == _findings(cast.plan, "hours-under-position") == []


def test_hours_and_positions_of_other_times_are_not_summed(cast: Cast) -> None:
    """The plan has ended, so its last day is counted."""
    activity, post = factories.activity(cast.sub), _position(cast, 1000)
    _hours(activity, post, "37")
    _hours(activity, post, "20", ends_on=date(2022, 12, 31))
    ended = factories.activity(cast.sub, ends_on=date(2022, 12, 31))
    _hours(ended, post, "20")
    _position(cast, 500, ends_on=date(2022, 12, 31))
    assert _findings(cast.plan, "hours-over-position") == _findings(cast.plan, "hours-under-position") == []


@pytest.mark.parametrize("state", ["running", "unknown"])
def test_an_activity_that_nobody_carries_on_in_the_last_year(cast: Cast, state: str) -> None:
    code = "anchoring-empty"
    activity = factories.activity(cast.sub, "Jobcafé", state=state)
    with time_machine.travel("2024-05-17 12:00"):
        [found] = _findings(cast.plan, code)
        assert found.severity == Severity.WARNING
        assert "28. februar 2025" in found.message
        assert found.link == f"/planer/plan-a/aktiviteter/{activity.pk}/forankring/"
        row = factories.saved(Anchoring(activity=activity, note="Vi skal tale om det"), cast.plan)
        assert len(_findings(cast.plan, code)) == 1, "an empty one is none"
        row.how = "Biblioteket overtager"
        factories.saved(row, cast.plan)
        assert _findings(cast.plan, code) == []


def test_the_other_s_anchoring_counts_and_that_it_will_not_be_continued(cast: Cast) -> None:
    one = factories.activity(cast.sub)
    factories.activity(cast.sub, described_with=one)
    with time_machine.travel("2024-05-17 12:00"):
        assert len(_findings(cast.plan, "anchoring-empty")) == 2
        factories.saved(Anchoring(activity=one, state=AnchoringState.NOT_CONTINUED), cast.plan)
        assert _findings(cast.plan, "anchoring-empty") == []


@pytest.mark.parametrize(
    ("day", "state"),
    [("2024-02-27", "running"), ("2025-03-01", "running"), ("2020-05-17", "running"), ("2024-05-17", "done")],
)
def test_before_the_last_year_after_it_and_when_it_is_done_nothing_is_reported(
    cast: Cast, day: str, state: str
) -> None:
    factories.activity(cast.sub, state=state)
    with time_machine.travel(f"{day} 12:00"):
        assert _findings(cast.plan, "anchoring-empty") == []


def test_an_activity_without_a_purpose(cast: Cast) -> None:
    one = factories.activity(cast.sub, "Jobcafé", purpose="<p> </p>")
    factories.activity(cast.sub, described_with=one)
    found = _findings(cast.plan, "activity-without-purpose")
    assert len(found) == 2
    assert found[0].severity == Severity.INFO
    one.purpose = "<p>Flere i arbejde</p>"
    factories.saved(one, cast.plan)
    assert _findings(cast.plan, "activity-without-purpose") == []
