"""Nobody who may not see small counts can tell two of them apart, whatever they fetch."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.middleware import csrf

from abc_portal.audit import change_sets
from abc_portal.notifications import actions
from abc_portal.notifications.enums import CalendarSpan
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.enums import DocumentFormat
from plans.models import ActivityCount, ClosedPeriod, Criterion, Plan, Result
from plans.results.calculations.small_counts import SmallCounts
from plans.results.enums import Comparison
from tests import factories, progress, readers
from tests.house import addresses
from tests.people import Cast
from tests.reports.made import parameters_of

pytestmark = pytest.mark.django_db
READERS = ("board", "group", "department", "auditor", "observer")
TODAY = "2022-06-20 12:00"
#: Some of them within a quarter, some after one, and the last after the criteria of the first year.
DAYS = ("2021-05-15", "2022-01-15", "2022-03-01")
#: The figures that are tried in each place of four quarters; those from 1 to 4 are hidden.
FIGURES = ((3,), (4, 4, 5, 5), (6, 3, 0, 1), (1, 20, 8, 2), (9, 9, 9, 2), (2, 9, 9, 9))
YEAR = {"starts_on": date(2021, 3, 1), "ends_on": date(2022, 2, 28)}
MOVES = {"target": None, "target_kind": "direction", "counting": "latest"}
COUNTINGS = ("latest", "cumulative")


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


# --- a plan in which small counts decide much ------------------------------------------------------------


def fill(cast: Cast) -> None:
    """Criteria of every kind; activities that one of them or several decide, and sub-agreements that these decide."""
    for closed in ClosedPeriod.objects.filter(plan=cast.plan):
        change_sets.delete(closed, change_set=change_sets.begin(by=cast.leader, reason="Tallene føres ind"))
    kinds: list[dict[str, Any]] = [
        *({"target": goal} for goal in (4, 12, 18, 30, 80)),
        *({"target": goal, "comparison": Comparison.AT_MOST} for goal in (4, 18, 80)),
        {"target": 16, "comparison": Comparison.EXACTLY},
        {"target": 3, "counting": "latest"},
        {"target": 2, "counting": "latest", "comparison": Comparison.AT_MOST},
        *({**MOVES, "direction": way} for way in ("up", "down")),
        {**MOVES, "direction": "up", "baseline": Decimal(3)},
        {"target": None},
    ]
    parent = factories.activity(cast.sub, "Med dele")
    for number, kind in enumerate(kinds):
        part = {"parent": parent} if number % 3 == 0 else {}
        activity = factories.activity(cast.sub if part or number % 2 else cast.other_sub, f"Alene {number}", **part)
        count(criterion(activity, **kind), FIGURES[number % len(FIGURES)])
    for place, figures in enumerate(FIGURES):
        sub = factories.sub_agreement(cast.plan, f"Delaftale {place}", slug=f"tal-{place}")
        activity = factories.activity(sub, f"Flere {place}")
        for goal, days in ((12, YEAR), (18, {})):
            count(criterion(activity, target=goal, **days), figures)
        count(progress.goal_criterion(factories.sub_goal(sub), 12), figures)
        withheld(
            criterion(factories.activity(sub), target=60, target_kind="share", counting=COUNTINGS[place % 2], **YEAR)
        )
    waiting = ActivityCount(activity=parent, kind="waiting", value=3)
    factories.saved(waiting, cast.plan)
    overruled = factories.activity(cast.sub, "Sat i hånden")
    count(criterion(overruled, target=12, **YEAR), (3, 4))
    progress.overrule(overruled)
    months = criterion(factories.activity(cast.sub, "Måneder"), target=40, rhythm="month", **YEAR)
    for month in range(3, 9):
        progress.result(months, month, date(2021, month, 1), last=_last_of(month), grain="month")
    progress.milestone(cast.plan, date(2022, 1, 1), person=progress.person_of(cast.users["observer"]))


def criterion(activity: Any, **fields: Any) -> Criterion:
    return progress.criterion(activity, fields.pop("target"), **fields)


def _last_of(month: int) -> date:
    return date.fromordinal(date(2021, month + 1, 1).toordinal() - 1)


def count(criterion: Criterion, figures: tuple[int, ...]) -> None:
    for number, value in enumerate(figures, start=1):
        progress.quarter(criterion, number, value)


def withheld(criterion: Criterion) -> None:
    for number, pair in enumerate(((20, 40), (3, 40), (36, 40), (3, 7)), start=1):
        progress.quarter(criterion, number, numerator=pair[0], denominator=pair[1])


# --- other small counts ----------------------------------------------------------------------------------


def change(plan: Plan, choose: Any) -> None:
    """Give each small count another small value, in its history too, as if it had always been that."""
    small = SmallCounts(plan.small_count).is_small
    for row in Result.objects.filter(criterion__plan=plan, criterion__counts_people=True).order_by("pk"):
        if small(row.value):
            put(row, value=Decimal(choose()))
        elif small(row.numerator):
            put(row, numerator=choose())
        elif row.numerator is not None and small(row.denominator - row.numerator):
            put(row, numerator=row.denominator - choose())
    for counted in ActivityCount.objects.filter(activity__plan=plan).order_by("pk"):
        if small(counted.value):
            put(counted, value=choose())
    for criterion in Criterion.objects.filter(plan=plan).order_by("pk"):
        if small(criterion.baseline):
            put(criterion, baseline=Decimal(choose()))


def put(row: Any, **values: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(**values)
    type(row).history.filter(id=row.pk).update(**values)


#: The ends of what hidden figures could be; that nothing differs between them is tried in
#: ``tests/plans/results/test_hidden.py``.
CHOICES = {"least": lambda: 1, "most": lambda: 4}


# --- everything a reader can fetch -----------------------------------------------------------------------


@contextmanager
def tried() -> Iterator[None]:
    """What is done inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


#: What is told of results, to each of the readers as to the others.
OF_RESULTS = {"front", "reporting:status", "plans:results", "plans:results_workbook", "plans:chain", "plans:activity"}
#: Addresses that end what the walk needs, and those of which it has its own.
ENDING = ("account_logout", "calendar_feed", "calendar_make", "calendar_close")


def unpacked(content: bytes) -> bytes | str:
    """What is packed in a workbook; anything else as it is."""
    return readers.text_of(SimpleNamespace(streaming=False, content=content)) if content[:2] == b"PK" else content


class Walk:
    """Fetches everything that each of the readers may, as the words and figures in it."""

    def __init__(self, cast: Cast, arguments: dict[str, dict[str, Any]]) -> None:
        self.cast, self.arguments, self.plan = cast, arguments, cast.plan
        self.root = f"/planer/{cast.plan.slug}/"
        self.feeds = {
            reader: actions.make_address(span=CalendarSpan.ALL, by=getattr(cast, reader)) for reader in READERS
        }
        self.open = {
            person: [name for name, answers in addresses.expected().items() if answers[person] in ("200", "302")]
            for person in READERS
        }

    def everything(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for person in READERS:
            client = self.cast.client(person)
            for address in self.addresses(person):
                answer = client.get(address)
                headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
                found[f"{person} {address}"] = (answer.status_code, headers, readers.text_of(answer))
        return found | dict(self.papers()) | self.letters()

    def addresses(self, person: str) -> Iterator[str]:
        """Every address that is open to the observer; for others those on which results are told, and what is theirs
        alone.
        """
        known = set() if person == "observer" else set(self.open["observer"]) - OF_RESULTS
        for name in self.open[person]:
            if name not in ENDING and name not in known:
                yield addresses.address(name, self.arguments, self.cast)
        yield f"/kalender/{self.feeds[person]}.ics"
        if person == "observer":
            yield from self.by_activity()
            yield from (f"{page}pr={day}" for day in DAYS for page in self.pages())
        if person == "auditor":
            yield from (f"{page}pr={DAYS[-1]}" for page in self.pages())
            yield from self.reviewed()

    def pages(self) -> Iterator[str]:
        """Pages on which results decide something, to be asked for on past days."""
        yield from (f"{self.root}{page}?" for page in ("", "maalkaede/", f"aftaler/{self.cast.sub.slug}/"))
        yield from (f"{self.root}resultater/?planaar=alle&", f"{self.root}resultater/?planaar=1&vis=maaneder&")

    def by_activity(self) -> Iterator[str]:
        for row in self.plan.activities.order_by("pk"):
            if row.name.startswith(("Flere", "Med dele", "Alene 1")):
                yield f"{self.root}aktiviteter/{row.code}/"
        yield from (f"{self.root}aftaler/{sub.slug}/" for sub in self.plan.sub_agreements.all())
        yield from (f"{self.root}aktiviteter/?format=xlsx", f"{self.root}resultater/?planaar=1")

    def reviewed(self) -> Iterator[str]:
        """Remarks and histories, which of these readers the auditor alone sees."""
        yield from (f"{self.root}gennemgang/?tilsidesatte=on", f"{self.root}gennemgang/?format=xlsx&tilsidesatte=on")
        for row in Result.objects.filter(criterion__plan=self.plan, value__lt=5).order_by("pk")[:10]:
            yield f"{self.root}historik/plans.result/{row.pk}/"
        for criterion in self.plan.criteria.filter(baseline__isnull=False):
            yield f"{self.root}historik/plans.criterion/{criterion.pk}/"

    def papers(self) -> Iterator[tuple[str, Any]]:
        """Documents as the one who asks for them gets them: a PDF byte for byte."""
        plan = Plan.objects.with_places().get(pk=self.plan.pk)
        for person, day in (("observer", date(2022, 6, 20)), ("auditor", date(2022, 1, 15))):
            reader = DocumentReader.of(getattr(self.cast, person), plan)
            for kind in all_kinds().values():
                parameters = parameters_of(kind, plan)
                for form in kind.formats:
                    if form != DocumentFormat.PDF or (person, kind.value) == ("observer", "status"):
                        made = render.make(plan, kind, reader=reader, as_of=day, form=form, parameters=parameters)
                        yield f"{person} {made.name}", unpacked(made.content)

    def letters(self) -> dict[str, Any]:
        mail.outbox.clear()
        call_command("send_notifications", verbosity=0)
        return {f"letter {item.to} {item.subject}": item.body for item in mail.outbox if "leader" not in item.to[0]}


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on a page is drawn by lot."""
    monkeypatch.setattr(csrf, "get_random_string", lambda length, allowed_chars: allowed_chars[0] * length)


@pytest.mark.one_database
def test_what_others_can_fetch_does_not_depend_on_small_counts(cast: Cast, furnished: Any, quiet: None) -> None:
    fill(cast)
    with time_machine.travel(TODAY, tick=False):
        walk = Walk(cast, furnished)
        found = {}
        for name, choose in CHOICES.items():
            with tried():
                change(cast.plan, choose)
                found[name] = walk.everything()
    least, most = found.values()
    assert list(most) == list(least)
    assert [name for name in least if most[name] != least[name]] == []
    assert any("kan ikke vises" in item[2] for item in least.values() if isinstance(item, tuple))
    assert any(name.startswith("letter") for name in least)
