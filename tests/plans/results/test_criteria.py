"""Success criteria: their form and its locks, the sentence they make, their order, and copying a year's."""

from datetime import date
from typing import Any

import pytest

from plans.models import Criterion, Plan
from plans.results.presenters import facts as presenters
from plans.results.presenters import reporting_periods
from tests import factories, progress
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


def address(cast: Cast, rest: str) -> str:
    return f"/planer/{cast.plan.slug}/{rest}"


def said(plan: Any, **fields: Any) -> str:
    given = {"target_kind": "number", "comparison": "ge", "target": 100, "unit": "familier", "text": "familier deltog"}
    return presenters.sentence(Criterion(plan=plan, **{**given, **fields}), plan)


def test_a_criterion_reads_as_one_sentence(cast: Cast) -> None:
    plan = factories.plan(starts_on=date(2013, 1, 1), ends_on=date(2016, 12, 31))
    year = {"starts_on": date(2013, 1, 1), "ends_on": date(2013, 12, 31)}
    assert said(plan, **year) == "Mindst 100 familier deltog, 2013"
    assert said(plan, comparison="lt", target=10, unit="", text="Klager blev indgivet").startswith(
        "Mindre end 10 klager"
    )
    assert said(plan, text="Deltagere på højskole", **year) == "Mindst 100 familier: Deltagere på højskole, 2013"
    assert said(plan, unit="familie", **year) == "Mindst 100 familie: familier deltog, 2013"
    assert said(plan, target_kind="share", target=60, unit="", text="af deltagerne gennemførte", **year) == (
        "Mindst 60 % af deltagerne gennemførte, 2013"
    )
    assert said(plan, target_kind="direction", target=None, direction="up", unit="", text="Trygheden", **year) == (
        "Trygheden: tallet skal stige, 2013"
    )
    assert said(plan, target_kind="text", target=None, target_text="drives af beboerne.", unit="", text="Caféen") == (
        "Caféen: drives af beboerne, hele planen"
    )
    assert said(plan, target=None, **year) == "Familier deltog, 2013"


def test_reporting_periods_are_counted_from_the_plans_own_first_day() -> None:

    march = Plan(starts_on=date(2021, 3, 1), ends_on=date(2025, 2, 28))
    quarters = reporting_periods.periods_of(march, "quarter")
    assert (len(quarters), quarters[0].name) == (16, "1. kvartal (marts–maj 2021)")
    assert (quarters[3].name, quarters[4].year) == ("4. kvartal (december 2021–februar 2022)", 2)
    assert reporting_periods.periods_of(march, "half_year")[1].name == "2. halvår (september 2021–februar 2022)"
    assert reporting_periods.periods_of(march, "month")[0].name == "marts 2021"
    assert reporting_periods.years(march)[1].name == "2. planår (marts 2022–februar 2023)"
    odd = Plan(starts_on=date(2021, 3, 15), ends_on=date(2022, 3, 14))
    assert reporting_periods.periods_of(odd, "month")[0].label == "1. måned"
    assert reporting_periods.periods_of(odd, "quarter")[0].days == "15. marts 2021 – 14. juni 2021"
    assert reporting_periods.periods_of(odd, "event") == ()


def test_a_criterion_is_added_under_an_activity_and_under_a_sub_goal(cast: Cast) -> None:
    activity, goal = factories.activity(cast.sub), factories.sub_goal(cast.sub)
    client = cast.client("staff")
    for place, back in (
        (f"aktiviteter/{activity.pk}/kriterium/", f"aktiviteter/{activity.code}/#kriterier"),
        (f"aftaler/delmaal/{goal.pk}/kriterium/", f"aftaler/{cast.sub.slug}/#delmaal"),
    ):
        form = posted(client.get(address(cast, place)))
        answer = client.post(address(cast, place), {**form, "text": "unge fik job", "target": "40", "step": "change"})
        assert answer.headers["Location"] == address(cast, back)
    first, second = Criterion.objects.filter(text="unge fik job").order_by("pk")
    assert (first.activity, first.code, first.target, first.starts_on) == (
        activity,
        f"{activity.code[:24]}-unge-fik-job",
        40,
        None,
    )
    assert (second.sub_goal, second.activity) == (goal, None)
    html = client.get(address(cast, f"aktiviteter/{activity.code}/")).content.decode()
    assert "Mindst 40 unge fik job, hele planen" in html
    assert "Mindst 40 unge fik job" in client.get(address(cast, f"aftaler/{cast.sub.slug}/")).content.decode()


def test_a_year_is_chosen_or_days_are_written_and_what_is_wrong_keeps_what_was_typed(cast: Cast) -> None:
    activity, client = factories.activity(cast.sub), cast.client("leader")
    place = address(cast, f"aktiviteter/{activity.pk}/kriterium/")
    form = {**posted(client.get(place)), "text": "unge kom", "target": "mange", "when": "2022-03-01"}
    answer = client.post(place, form)
    assert answer.status_code == 422
    assert answer.context["form"]["target"].value() == "mange"
    assert client.post(place, {**form, "target": "12"}).status_code == 302
    row = Criterion.objects.get(text="unge kom")
    assert (row.starts_on, row.ends_on) == (date(2022, 3, 1), date(2023, 2, 28))
    edit = address(cast, f"resultater/kriterium/{row.pk}/rediger/")
    opened = client.get(edit)
    assert opened.context["form"]["when"].value() == "2022-03-01"
    changed = {**posted(opened), "when": "own", "start": "1. april 2022", "end": "maj 2022"}
    assert client.post(edit, changed).status_code == 302
    row.refresh_from_db()
    assert (row.starts_on, row.ends_on) == (date(2022, 4, 1), date(2022, 5, 31))
    assert client.get(edit).context["form"]["when"].value() == "own"


def test_what_does_not_fit_the_kind_of_target_is_reported(cast: Cast) -> None:
    activity, client = factories.activity(cast.sub), cast.client("leader")
    place = address(cast, f"aktiviteter/{activity.pk}/kriterium/")
    form = {**posted(client.get(place)), "text": "Trygheden", "target_kind": "direction", "target": "40"}
    answer = client.post(place, form)
    assert answer.status_code == 422
    assert "retningen" in answer.content.decode()
    assert client.post(place, {**form, "target": "", "direction": "up"}).status_code == 302


def test_how_it_is_counted_is_locked_with_the_first_result_and_the_form_says_so(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    client, place = cast.client("leader"), address(cast, f"resultater/kriterium/{criterion.pk}/rediger/")
    assert not client.get(place).context["form"].fields["counting"].disabled
    progress.quarter(criterion, 1, 5)
    opened = client.get(place)
    assert "Der er allerede resultater, så dette er låst" in opened.content.decode()
    answer = client.post(place, {**posted(opened), "counting": "latest", "target_kind": "text", "note": "Nyt"})
    assert answer.status_code == 302
    criterion.refresh_from_db()
    assert (criterion.counting, criterion.target_kind, criterion.note) == ("cumulative", "number", "Nyt")
    criterion.counting = "latest"
    with pytest.raises(Exception, match="låst"):
        criterion.full_clean()


def test_the_form_tells_the_sentence_as_it_is_filled_in_now(cast: Cast) -> None:
    client, place = cast.client("leader"), address(cast, "resultater/kriterium/saetning/")
    asked = {
        "text": "familier deltog",
        "unit": "familier",
        "target": "100",
        "target_kind": "number",
        "comparison": "ge",
    }
    assert "Mindst 100 familier deltog, hele planen" in client.get(place, asked).content.decode()
    assert "Skriv, hvad der skal nås" in client.get(place, {"target": "x", "kriterium": "9" * 30}).content.decode()
    assert cast.client("board").get(place).status_code == 403


def test_a_criterion_goes_with_its_results_and_the_page_says_so(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), text="unge kom")
    progress.quarter(criterion, 1, 5)
    client, place = cast.client("leader"), address(cast, f"resultater/kriterium/{criterion.pk}/slet/")
    opened = client.get(place)
    assert "resultat:" in opened.content.decode()
    assert client.post(place, {"seen": opened.context["seen"]}).status_code == 302
    assert not Criterion.objects.filter(pk=criterion.pk).exists()


def test_what_holds_a_closed_result_says_why_it_stays(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    progress.quarter(criterion, 1, 5)
    progress.closed_quarter(cast.plan, 1, reason="Sendt til LBF")
    client, place = cast.client("leader"), address(cast, f"resultater/kriterium/{criterion.pk}/slet/")
    opened = client.get(place)
    assert "Sendt til LBF" in opened.content.decode()
    assert "Slet</button>" not in opened.content.decode()
    assert client.post(place, {"seen": opened.context["seen"]}).status_code == 422
    assert Criterion.objects.filter(pk=criterion.pk).exists()


def test_a_years_criteria_are_copied_on_a_page(cast: Cast) -> None:
    years = reporting_periods.years(cast.plan)
    own = {"starts_on": years[0].first, "ends_on": years[0].last}
    rows = [progress.criterion(factories.activity(cast.sub), text=text, **own) for text in ("a kom", "b kom")]
    client, place = cast.client("staff"), address(cast, "resultater/kopier/?fra=1")
    page = client.get(place)
    assert page.context["form"]["to"].value() == years[1].key
    assert [ticked for _key, _name, ticked, _asked in page.context["listed"]].count(True) >= 2
    assert client.post(place, {"to": years[2].key}).status_code == 422
    answer = client.post(place, {"to": years[2].key, "criteria": [str(rows[0].pk)]}, follow=True)
    assert "1 kriterium er kopieret." in answer.content.decode()
    assert Criterion.objects.filter(text="a kom", starts_on=years[2].first).count() == 1
    again = client.post(place, {"to": years[2].key, "criteria": [str(rows[0].pk)]}, follow=True)
    assert "1 stod der allerede" in again.content.decode()
    assert cast.client("board").get(place).status_code == 403


def test_texts_that_name_a_year_are_asked_about_before_criteria_are_copied(cast: Cast) -> None:
    years = reporting_periods.years(cast.plan)
    own = {"starts_on": years[0].first, "ends_on": years[0].last}
    activity = factories.activity(cast.sub)
    named = progress.criterion(activity, text="unge deltog i 2021", note="Tal fra 2019", **own)
    plain = progress.criterion(activity, text="unge fik job", **own)
    client, place = cast.client("staff"), address(cast, "resultater/kopier/?fra=1")
    data = {"to": years[2].key, "criteria": [str(named.pk), str(plain.pk)], "asked_for": ""}
    shown = client.post(place, data)
    assert (shown.status_code, shown.context["asked_for"]) == (200, years[2].key)
    asked = {item.name: item.text for *_rest, texts in shown.context["listed"] for item in texts}
    assert asked == {f"text-{named.pk}": "unge deltog i 2023", f"note-{named.pk}": "Tal fra 2019"}
    assert 'value="unge deltog i 2023"' in shown.content.decode()
    assert not Criterion.objects.filter(starts_on=years[2].first).exists()
    # Another year is another question, and a text that is too long is told with what was typed.
    answers = {**data, **asked, "asked_for": years[2].key}
    assert client.post(place, {**answers, "to": years[1].key}).context["asked_for"] == years[1].key
    wrong = client.post(place, {**answers, f"text-{named.pk}": "x" * 401})
    assert wrong.status_code == 422
    assert "x" * 401 in wrong.content.decode()
    for sentence in ("2 kriterier er kopieret.", "2 stod der allerede"):
        answer = client.post(place, {**answers, f"text-{named.pk}": "unge deltog i '23"}, follow=True)
        assert sentence in answer.content.decode()
    made = Criterion.objects.filter(starts_on=years[2].first).order_by("text")
    assert [(row.text, row.note) for row in made] == [("unge deltog i '23", "Tal fra 2019"), ("unge fik job", "")]


CLOSED_WHY = "Resultater fra et lukket kvartal holdes op mod dette mål. Skriv kort, hvorfor det ændres."
FORCE_WHY = "Aftalen gælder. Skriv kort, hvorfor den ændres."


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({"target": "12"}, True),
        ({"comparison": "gt"}, True),
        ({"when": "2021-03-01"}, True),
        ({"rhythm": "year"}, True),
        ({"text": "andre personer deltog"}, False),
        ({"note": "Talt ved døren"}, False),
        ({}, False),
    ],
)
def test_a_target_that_closed_results_are_held_against_is_not_changed_without_a_word(
    cast: Cast, change: dict[str, str], asked: bool
) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 100)
    progress.quarter(criterion, 1, 40)
    place = address(cast, f"resultater/kriterium/{criterion.pk}/rediger/")
    client = cast.client("leader")
    form = {**posted(client.get(place)), "note": "Før lukningen", "target": "99"}
    assert client.post(place, form).status_code == 302  # nothing is closed
    progress.closed_quarter(cast.plan, 1)
    form = {**posted(client.get(place)), **change}
    answer = client.post(place, form)
    assert (answer.status_code == 422) is asked
    if asked:
        assert answer.context["form"].errors == {"reason": [CLOSED_WHY]}
        assert client.post(place, {**form, "reason": "Bestyrelsen satte det ned"}).status_code == 302
    progress.quarter(criterion, 2, 40)
    other = progress.criterion(criterion.activity, 100)
    progress.quarter(other, 2, 1)
    place = address(cast, f"resultater/kriterium/{other.pk}/rediger/")
    assert client.post(place, {**posted(client.get(place)), "target": "9"}).status_code == 302  # its own are open


def test_the_administration_asks_too(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 100)
    progress.quarter(criterion, 1, 40)
    progress.closed_quarter(cast.plan, 1)
    client, place = cast.client("admin"), f"/admin/plans/criterion/{criterion.pk}/change/"
    form = {**posted(client.get(place)), "target": "12"}
    assert client.post(place, form).context["adminform"].form.errors == {"reason": [CLOSED_WHY]}


def test_while_the_agreement_is_in_force_a_changed_target_says_why(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 100)
    client, place = cast.client("leader"), address(cast, f"resultater/kriterium/{criterion.pk}/rediger/")
    factories.step(cast.plan, "running")
    form = {**posted(client.get(place)), "target": "12"}
    answer = client.post(place, form)
    assert answer.context["form"].errors == {"reason": [FORCE_WHY]}
    assert client.post(place, {**form, "reason": "Aftalt med LBF"}).status_code == 302
    assert Criterion.objects.get(pk=criterion.pk).target == 12
