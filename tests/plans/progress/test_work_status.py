"""How the work stands, as pages and papers tell it: the status, why, who overruled it, how fresh, what is small."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.core.dates import written
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import FULL_READER, DocumentReader
from abc_portal.reporting.documents.status import content as status
from abc_portal.reporting.enums import DocumentFormat
from plans.models import Activity, ActivityGoal, GoalServed, Plan, StatusOverrule, SubAgreement
from plans.progress.enums import WorkStatus
from plans.results.presenters.facts import criterion_facts
from tests import factories, progress
from tests.people import Cast

DAY = date(2022, 5, 17)
#: The year's first quarter is over.
JUNE = date(2022, 6, 15)
YEAR = {"starts_on": date(2022, 3, 1), "ends_on": date(2023, 2, 28)}


@pytest.fixture
def work(cast_once: Cast, db: Any) -> tuple[Cast, Activity]:
    activity = factories.activity(cast_once.sub, name="Lektiecafé")
    return cast_once, activity


def built(cast: Cast, person: str = "leader", day: date = DAY) -> Any:
    plan = Plan.objects.with_places().get(pk=cast.plan.pk)
    return status.build(plan, reader=DocumentReader.of(getattr(cast, person), plan), as_of=day)


def facts(cast: Cast, activity: Activity, person: str = "leader", day: date = DAY) -> Any:
    return built(cast, person, day).work.activities[activity.pk]


def paper(cast: Cast, reader: DocumentReader = FULL_READER) -> str:
    plan = Plan.objects.with_places().get(pk=cast.plan.pk)
    made = render.make(plan, all_kinds()["status"], reader=reader, as_of=DAY, form=DocumentFormat.HTML)
    return made.content.decode()


def page(cast: Cast, person: str, name: str, *args: Any, **query: Any) -> str:
    answer = cast.client(person).get(reverse(name, args=[cast.plan.slug, *args]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_anything_nothing_is_known(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    found = facts(cast, activity)
    assert (found.status, found.words, found.fresh_words) == (
        WorkStatus.UNKNOWN,
        "ikke oplyst",
        "ingen meldinger indtastet",
    )


def test_criteria_and_milestones_make_the_status(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    first = progress.criterion(activity, 100, **YEAR)
    progress.result(first, 60, date(2022, 3, 1))
    assert facts(cast, activity).status == WorkStatus.ON_TRACK
    progress.criterion(activity, 100, step="change", text="familier ændrede vaner", **YEAR)
    behind = activity.criteria.last()
    progress.result(behind, 1, date(2022, 3, 1))
    found = facts(cast, activity, day=JUNE)
    assert (found.status, found.reasons) == (WorkStatus.BEHIND, "1 kriterium er bagud")
    progress.milestone(cast.plan, date(2022, 4, 30), activity=activity, reported_on=date(2022, 4, 1))
    found = facts(cast, activity, day=JUNE)
    assert (found.status, found.reasons) == (WorkStatus.LATE, "1 milepæl er forsinket og 1 kriterium er bagud")
    assert built(cast, day=JUNE).work.sub_agreements[cast.sub.pk].status == WorkStatus.LATE


def test_the_criterion_that_goes_worst_is_reported_with_its_period(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.result(progress.criterion(activity, 100, **YEAR), 90, date(2022, 3, 1))
    slow = progress.criterion(activity, 50, text="elever gennemførte", unit="elever", **YEAR)
    progress.result(slow, 6, date(2022, 3, 1))
    figure = facts(cast, activity, day=JUNE).figure
    assert (figure.text, figure.percent, figure.what) == ("6 af 50 elever", 12, "elever gennemførte")
    assert "1. marts 2022" in figure.period


def test_last_year_s_criterion_does_not_decide_this_year(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    old = progress.criterion(activity, 100, starts_on=date(2021, 3, 1), ends_on=date(2022, 2, 28))
    row = progress.result(old, 10, date(2021, 3, 1))
    assert facts(cast, activity).status == WorkStatus.UNKNOWN  # three quarters are missing
    row.ends_on = date(2022, 2, 28)
    factories.saved(row, cast.plan)
    assert facts(cast, activity).status == WorkStatus.NOT_REACHED
    new = progress.criterion(activity, 100, **YEAR)
    progress.result(new, 60, date(2022, 3, 1))
    assert facts(cast, activity).status == WorkStatus.ON_TRACK


def test_a_smaller_activity_s_status_counts_above(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    part = factories.activity(cast.sub, name="Mindre", parent=activity)
    progress.milestone(cast.plan, date(2022, 4, 30), activity=part)
    assert facts(cast, activity).status == WorkStatus.LATE


def test_what_is_described_together_is_counted_together(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.result(progress.criterion(activity, 100, **YEAR), 60, date(2022, 3, 1))
    other = factories.activity(cast.sub, name="Den anden", described_with=activity)
    assert facts(cast, other).status == WorkStatus.ON_TRACK


def test_a_draft_does_not_count(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.milestone(cast.plan, date(2022, 4, 30), activity=activity, is_draft=True)
    found = built(cast)
    assert (found.work.milestones.total, found.work.activities[activity.pk].status) == (0, WorkStatus.UNKNOWN)


def test_in_a_plan_entered_after_its_end_silence_is_not_late(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    Plan._base_manager.filter(pk=cast.plan.pk).update(entered_on=date(2026, 1, 1))
    progress.milestone(cast.plan, date(2022, 4, 30), activity=activity)
    report = built(cast, day=date(2026, 2, 1))
    assert report.work.activities[activity.pk].status == WorkStatus.UNKNOWN
    assert (report.key_figures[0].is_known, report.key_figures[0].figure) == (False, "ikke oplyst")


def test_old_information_is_called_old_and_not_late(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    row = progress.criterion(activity, 100, **YEAR)
    progress.result(row, 60, date(2022, 3, 1), reported_on=date(2022, 3, 20))
    assert not facts(cast, activity).is_old
    later = facts(cast, activity, day=date(2022, 9, 1))
    assert (later.is_old, "gammel oplysning" in later.fresh_words) == (True, True)


def test_missing_results_are_distinguished_from_work_that_fails(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    row = progress.criterion(activity, 100, **YEAR)
    progress.result(row, 25, date(2022, 3, 1))
    assert facts(cast, activity, day=date(2022, 8, 31)).status == WorkStatus.ON_TRACK
    found = facts(cast, activity, day=date(2022, 9, 1))
    assert (found.status, found.reasons) == (WorkStatus.UNKNOWN, "der mangler resultater for 1 kriterium")
    progress.result(row, 1, date(2022, 6, 1))
    assert facts(cast, activity, day=date(2022, 9, 1)).status == WorkStatus.BEHIND
    Plan._base_manager.filter(pk=cast.plan.pk).update(entered_on=date(2026, 1, 1))
    found = facts(cast, activity, day=date(2026, 2, 1))
    assert (found.status, found.reasons) == (WorkStatus.UNKNOWN, "")


def test_activity_and_criterion_tell_the_same_age(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    row = progress.criterion(activity, 100, **YEAR)
    progress.result(row, 60, date(2022, 3, 1), reported_on=date(2022, 6, 20))
    progress.result(row, 7, date(2022, 6, 1), reported_on=date(2022, 6, 20))
    for day, until in ((DAY, DAY), (JUNE, JUNE), (date(2022, 6, 30), date(2022, 6, 20))):
        [facts_of_criterion] = criterion_facts([row], plan=cast.plan, day=day, is_back=True, exact=True)
        found = facts(cast, activity, day=day)
        assert (found.latest_on, facts_of_criterion.reading.fresh) == (until, f"til og med {written(until)}")
        assert found.is_old is facts_of_criterion.reading.is_old is False
    day = date(2022, 11, 15)
    [facts_of_criterion] = criterion_facts([row], plan=cast.plan, day=day, is_back=True, exact=True)
    assert facts(cast, activity, day=day).is_old is facts_of_criterion.reading.is_old is True


def test_what_nobody_reported_is_no_milestone_that_was_not_reached(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    cast.plan.entered_on = date(2026, 1, 1)
    factories.saved(cast.plan)
    for _number in range(2):
        progress.milestone(cast.plan, date(2022, 4, 1), activity=activity)
    day = date(2026, 2, 1)
    sub = built(cast, day=day).work.sub_agreements[cast.sub.pk]
    assert (facts(cast, activity, day=day).milestone_words, sub.milestone_words) == ("2 milepæle; ikke oplyst",) * 2
    reached = {"state": "reached", "reached_on": date(2022, 4, 1)}
    progress.milestone(cast.plan, date(2022, 4, 1), activity=activity, **reached)
    assert facts(cast, activity, day=day).milestone_words == "3 milepæle: 1 nået og 2 ikke oplyst"
    report = built(cast, day=day)
    assert report.work.milestones.words == "3 milepæle: 1 nået og 2 ikke oplyst"
    assert report.key_figures[0].verdict == "2 ikke oplyst"


def test_milestones_stand_in_the_plan_s_own_quarters(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.milestone(cast.plan, due_quarter=5)
    progress.milestone(cast.plan, date(2022, 5, 31), activity=activity, state="reached", reached_on=date(2022, 5, 1))
    line = built(cast).work.milestones.line
    assert (len(line), line[4].total, line[4].is_now) == (16, 2, True)
    assert line[4].label == "2. planår, 1. kvartal"
    assert built(cast).key_figures[0].figure == "1"


@pytest.mark.parametrize(("person", "shown"), [("leader", "3 af 100"), ("board", "under 5 af 100")])
def test_small_counts_are_the_secretariat_s(work: tuple[Cast, Activity], person: str, shown: str) -> None:
    cast, activity = work
    progress.result(progress.criterion(activity, 100, **YEAR), 3, date(2022, 3, 1))
    figure = facts(cast, activity, person).figure
    assert figure.text.startswith(shown)
    assert (figure.percent is None) == (person == "board")
    for name, args in (("reporting:status", ()), ("plans:activity", (activity.code,)), ("plans:chain", ())):
        assert (shown in page(cast, person, name, *args, pr=DAY.isoformat())) or name == "plans:activity"


def test_a_count_of_things_is_no_secret(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    row = progress.criterion(activity, 10, unit="nyhedsbreve", counts_people=False, **YEAR)
    progress.result(row, 3, date(2022, 3, 1))
    assert facts(cast, activity, "board").figure.text == "3 af 10 nyhedsbreve"


def test_a_direction_tells_its_latest_figure_and_no_least(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    row = progress.criterion(activity, None, target_kind="direction", direction="up", unit="point", **YEAR)
    progress.result(row, 12, date(2022, 3, 1))
    progress.result(row, None, date(2022, 6, 1), state="not_stated")
    assert facts(cast, activity, day=date(2022, 7, 1)).figure.text == "12 point, skal stige"
    assert facts(cast, activity, "board", day=date(2022, 7, 1)).figure.text == "12 point, skal stige"


def test_a_report_with_small_counts_is_not_for_who_does_not_see_them(work: tuple[Cast, Activity]) -> None:
    cast, _activity = work
    plan = Plan.objects.get(pk=cast.plan.pk)
    scope = DocumentReader.of(cast.leader, plan).scope()
    assert not DocumentReader.of(cast.board, plan).covers(scope)
    assert DocumentReader.of(cast.staff, plan).covers(scope)
    assert DocumentReader.of(cast.staff, plan).covers(DocumentReader.of(cast.board, plan).scope())


def test_a_follow_up_group_sees_its_own_first(work: tuple[Cast, Activity]) -> None:
    cast, _activity = work
    SubAgreement._base_manager.filter(pk=cast.sub.pk).update(position=9)
    assert built(cast, "board").sub_agreements[-1].pk == cast.sub.pk
    assert built(cast, "group").sub_agreements[0].pk == cast.sub.pk


# --- set by hand ------------------------------------------------------------------------------------------


def address(cast: Cast, activity: Activity, verb: str = "edit") -> str:
    return reverse(f"plans:activity_overrule_{verb}", args=[cast.plan.slug, activity.code])


def test_a_status_set_by_hand_is_printed_with_reason_name_and_day(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.milestone(cast.plan, date(2022, 4, 30), activity=activity)
    progress.overrule(activity, "on_track", decided_on=DAY)
    found = facts(cast, activity)
    sentence = "Fastsat manuelt af Sekretariatsleder, 17. maj 2022: Tallene kommer efter mødet (beregnet: forsinket)"
    assert (found.status, found.overrule.sentence) == (WorkStatus.ON_TRACK, sentence)
    for name, args in (
        ("reporting:status", ()),
        ("plans:activity", (activity.code,)),
        ("plans:sub_agreement", (cast.sub.slug,)),
        ("plans:chain", ()),
    ):
        assert sentence in page(cast, "observer", name, *args, pr=DAY.isoformat()), name
    assert sentence in paper(cast)


def test_it_counts_from_the_day_it_was_set(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.overrule(activity, "late", decided_on=date(2022, 6, 1))
    assert facts(cast, activity).overrule is None


def test_a_sub_agreement_s_is_worked_out_from_what_its_activities_show(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.milestone(cast.plan, date(2022, 4, 30), activity=activity)
    progress.overrule(activity, "on_track")
    assert built(cast).work.sub_agreements[cast.sub.pk].status == WorkStatus.ON_TRACK
    progress.overrule(cast.sub, "behind")
    assert built(cast).work.sub_agreements[cast.sub.pk].status == WorkStatus.BEHIND


def test_it_is_set_in_the_browser_by_name(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    answer = cast.client("staff").post(address(cast, activity), {"status": "behind", "because": "Mangler frivillige"})
    assert answer.status_code == 302
    row = StatusOverrule.objects.get(activity=activity)
    assert (row.by_name, row.because, row.status) == (cast.staff.name, "Mangler frivillige", "behind")


@pytest.mark.parametrize("data", [{"status": "behind"}, {"status": "behind", "because": "  "}, {"because": "Så"}])
def test_without_a_reason_or_a_status_it_is_not_set(work: tuple[Cast, Activity], data: dict[str, str]) -> None:
    cast, activity = work
    answer = cast.client("staff").post(address(cast, activity), data)
    assert (answer.status_code, StatusOverrule.objects.filter(activity=activity).exists()) == (422, False)


def test_it_is_taken_back(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.overrule(activity)
    client = cast.client("leader")
    asked = client.get(address(cast, activity, "delete"))
    assert client.post(address(cast, activity, "delete"), {"seen": asked.context["seen"]}).status_code == 302
    assert not StatusOverrule.objects.filter(activity=activity).exists()


def test_one_that_is_not_there_cannot_be_taken_back(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    assert cast.client("leader").post(address(cast, activity, "delete"), {}).status_code == 404


@pytest.mark.parametrize("person", ["board", "group", "auditor", "observer"])
def test_others_set_no_status(work: tuple[Cast, Activity], person: str) -> None:
    cast, activity = work
    data = {"status": "behind", "because": "Nej"}
    assert cast.client(person).post(address(cast, activity), data).status_code == 403


def test_of_two_writers_the_second_sees_the_first(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    row = progress.overrule(activity)
    data = {"status": "late", "because": "Anden", "made_from": row.version}
    client = cast.client("staff")
    assert client.post(address(cast, activity), data).status_code == 302
    again = client.post(address(cast, activity), {**data, "because": "Tredje"})
    assert again.status_code == 422
    assert StatusOverrule.objects.get(pk=row.pk).because == "Anden"


# --- the chain --------------------------------------------------------------------------------------------


def test_the_chain_leads_from_the_goal_to_the_result(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    goal = factories.own_goal(cast.plan, "Flere unge i uddannelse")
    sub_goal = factories.sub_goal(cast.sub, "Unge møder stabilt")
    factories.saved(GoalServed(sub_goal=sub_goal, goal=goal), cast.plan)
    factories.saved(ActivityGoal(activity=activity, sub_goal=sub_goal), cast.plan)
    progress.result(progress.criterion(activity, 100, text="unge kom", **YEAR), 60, date(2022, 3, 1))
    shown = page(cast, "board", "plans:chain", pr=DAY.isoformat())
    places = [shown.index(text) for text in ("Flere unge i uddannelse", "Unge møder stabilt", "Lektiecafé", "unge kom")]
    assert places == sorted(places)
    assert "60 af 100" in shown[places[-1] :]


def test_the_chain_tells_what_hangs_loose(work: tuple[Cast, Activity]) -> None:
    cast, _activity = work
    factories.own_goal(cast.plan, "Et mål uden noget")
    factories.sub_goal(cast.sub, "Et løst delmål")
    shown = page(cast, "board", "plans:chain")
    for words in (
        "Der er ikke knyttet delmål til målet.",
        "Delmål, der ikke bidrager til noget overordnet mål",
        "Aktiviteter, der ikke arbejder hen imod noget delmål",
        "Der er ikke knyttet aktiviteter til delmålet.",
    ):
        assert words in shown


def test_what_was_reached_before_the_plan_began_reaches_no_sub_agreement(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    for day in (date(2021, 1, 10), date(2021, 2, 10)):
        progress.milestone(cast.plan, day, sub_agreement=cast.sub, state="reached", reached_on=day)
    sub = built(cast).work.sub_agreements[cast.sub.pk]
    assert (sub.status, sub.milestone_words) == (WorkStatus.UNKNOWN, "2 milepæle: 2 nået")
    progress.milestone(cast.plan, date(2021, 4, 1), activity=activity, state="reached", reached_on=date(2021, 4, 1))
    assert built(cast).work.sub_agreements[cast.sub.pk].status != WorkStatus.REACHED


def test_milestones_after_the_plan_are_shown_and_counted_as_such(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.milestone(cast.plan, date(2025, 3, 1), activity=activity)
    progress.milestone(cast.plan, date(2022, 8, 1), activity=activity)
    found = built(cast).work.milestones
    assert [(item.label, item.total) for item in found.outside] == [("Efter planen", 1)]
    assert found.words == "2 milepæle: 2 planlagte; heraf 1 efter planens sidste dag"
    assert "Efter planen" in paper(cast)
    assert "Efter planen" in page(cast, "board", "reporting:status")


def test_of_milestones_that_nobody_reported_it_is_not_said_that_none_is_reached(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    progress.milestone(cast.plan, date(2022, 8, 1), activity=activity)
    figure = built(cast).key_figures[0]
    assert (figure.figure, figure.unit) == ("ingen", "af 1 er meldt nået")
    assert facts(cast, activity).milestone_words == "1 milepæl: 1 planlagt"


def test_a_status_set_by_hand_says_when_more_was_reported_since(work: tuple[Cast, Activity]) -> None:
    cast, activity = work
    for row in (activity, cast.sub):
        progress.overrule(row, decided_on=date(2022, 3, 10))
    criterion = progress.criterion(activity, 100, **YEAR)
    progress.result(criterion, 60, date(2022, 3, 1), reported_on=date(2022, 3, 10))
    since = "Der er oplyst mere siden"
    assert since not in facts(cast, activity).overrule.sentence, "what was known that day is no news"
    progress.milestone(cast.plan, date(2022, 4, 1), activity=activity, state="reached", reported_on=date(2022, 4, 5))
    sub = built(cast).work.sub_agreements[cast.sub.pk]
    for found in (facts(cast, activity), sub):
        assert f"{since}, senest 5. april 2022" in found.overrule.sentence
    assert since in page(cast, "board", "plans:activity", activity.code)
    assert since not in facts(cast, activity, day=date(2022, 4, 1)).overrule.sentence
