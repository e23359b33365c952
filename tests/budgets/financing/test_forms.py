"""The forms of a plan's money: strict amounts, years that do not overlap, the unknown kept apart from nothing."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse

from abc_portal.pages.forms.rows import MOST_ROWS
from budgets.financing.forms import ContributionForm, SourceForm
from budgets.models import Contribution, FinancingSource
from tests import factories, html, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: Cast) -> Contribution:
    made = factories.contribution(factories.source(cast.plan, label="LBF"), 400_00)
    factories.contribution_period(made, 2021, 200_00)
    factories.contribution_period(made, 2022, None)
    return made


def _periods(cast: Cast, *rows: tuple[str, str, str]) -> Any:
    """The table of a new contribution's periods, as it was typed."""
    data = QueryDict(mutable=True)
    data.update({"periods-TOTAL_FORMS": str(len(rows)), "periods-INITIAL_FORMS": "0"})
    for number, (first, last, amount) in enumerate(rows):
        data[f"periods-{number}-starts_on"] = first
        data[f"periods-{number}-ends_on"] = last
        data[f"periods-{number}-amount_oere"] = amount
    new = Contribution(source=factories.source(cast.plan, label="LBF"))
    return ContributionForm(data, instance=new, plan=cast.plan, user=cast.leader).row_sets[0]


def _typed(formset: Any) -> list[tuple[int, int | None]]:
    """Year and amount of the rows that would be saved."""
    return [(item.starts_on.year, item.amount_oere) for item in formset.save(commit=False)]


def _errors(formset: Any) -> str:
    formset.is_valid()
    return f"{formset.errors} {formset.non_form_errors()}"


def _form(cast: Cast, row: Contribution, amount: str) -> ContributionForm:
    table = {"periods-TOTAL_FORMS": "0", "periods-INITIAL_FORMS": "0"}
    data = {"kind": "cash", "amount_oere": amount, "made_from": row.version, **table}
    return ContributionForm(data, instance=row, plan=cast.plan, user=cast.leader)


def _edit(cast: Cast, row: Contribution) -> str:
    return reverse("budgets:contribution_edit", args=[cast.plan.slug, row.pk])


# --- amounts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "oere"),
    [
        ("1.200.496", 1_200_496_00),
        ("1200496", 1_200_496_00),
        ("1 200 496,50 kr.", 1_200_496_50),
        ("1.234,5", 1_234_50),
        ("0", 0),
        ("", None),
        ("   ", None),
    ],
)
def test_an_amount_as_danes_write_it(cast: Cast, row: Contribution, typed: str, oere: int | None) -> None:
    form = _form(cast, row, typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount_oere"] == oere


@pytest.mark.parametrize("typed", ["1.23", "1,234.56", "1,5E3", "12..000", "NaN", "ten", "1.2345", "٣", "1/2", "-"])
def test_an_amount_that_could_be_read_in_two_ways_is_refused(cast: Cast, row: Contribution, typed: str) -> None:
    form = _form(cast, row, typed)
    assert not form.is_valid()
    assert "1.234.567,89" in str(form.errors["amount_oere"])
    assert f'value="{typed}"' in str(form["amount_oere"])


def test_a_negative_amount_is_refused(cast: Cast, row: Contribution) -> None:
    form = _form(cast, row, "-5")
    assert not form.is_valid()
    assert "Et bidrag kan ikke være negativt." in str(form.errors)
    assert "Et bidrag kan ikke være negativt." in _errors(_periods(cast, ("01-01-2021", "31-12-2021", "-5")))


# --- periods --------------------------------------------------------------------------------------------


def test_rows_left_empty_are_not_stored_and_rows_without_an_amount_are(cast: Cast) -> None:
    formset = _periods(
        cast, ("01-01-2021", "31-12-2021", "5"), ("", "", ""), ("1. januar 2022", "31/12-2022", ""), ("", "", "")
    )
    assert formset.is_valid()
    assert _typed(formset) == [(2021, 500), (2022, None)]


def test_zero_is_stored_as_an_amount(cast: Cast) -> None:
    formset = _periods(cast, ("01-01-2021", "31-12-2021", "0"))
    assert formset.is_valid()
    assert _typed(formset) == [(2021, 0)]


@pytest.mark.parametrize("row", [("01-01-2021", "", "5"), ("", "31-12-2021", ""), ("", "", "5"), ("", "", "0")])
def test_a_period_needs_both_its_days(cast: Cast, row: tuple[str, str, str]) -> None:
    assert "både periodens første og sidste dag" in _errors(_periods(cast, row))


def test_a_period_does_not_end_before_it_begins(cast: Cast) -> None:
    formset = _periods(cast, ("02-01-2021", "01-01-2021", "5"))
    assert not formset.is_valid()
    assert "Den sidste dag ligger før den første" in str(formset.errors[0])


@pytest.mark.parametrize(
    "other",
    [
        ("31-12-2021", "31-12-2022", ""),
        ("01-01-2021", "31-12-2021", "5"),
        ("01-06-2021", "30-06-2021", "5"),
        ("01-01-2020", "01-01-2021", "5"),
    ],
)
def test_periods_do_not_overlap(cast: Cast, other: tuple[str, str, str]) -> None:
    errors = _errors(_periods(cast, ("01-01-2021", "31-12-2021", "5"), other))
    assert "overlapper" in errors
    assert "2021" in errors


def test_periods_may_touch_and_stand_in_any_order(cast: Cast) -> None:
    formset = _periods(cast, ("01-01-2022", "31-12-2022", "5"), ("01-01-2021", "31-12-2021", "5"))
    assert formset.is_valid()


def test_a_day_that_is_none_is_refused_and_shown_again(cast: Cast) -> None:
    formset = _periods(cast, ("30-02-2021", "31-12-2021", "5"))
    assert not formset.is_valid()
    assert 'value="30-02-2021"' in str(formset.forms[0]["starts_on"])


def test_there_is_an_end_to_the_number_of_rows(cast: Cast) -> None:
    rows = [(f"01-01-{1900 + number}", f"31-12-{1900 + number}", "1") for number in range(MOST_ROWS + 1)]
    assert not _periods(cast, *rows).is_valid()
    assert _periods(cast, *rows[:-1]).is_valid()


def test_a_new_contribution_offers_the_plan_s_own_years(cast: Cast) -> None:
    row = Contribution(source=factories.source(cast.plan, label="LBF"))
    table = ContributionForm(instance=row, plan=cast.plan, user=cast.leader).row_sets[0]
    first = [form.initial for form in table if form.initial]
    assert [(item["starts_on"], item["ends_on"]) for item in first] == [
        (date(2021, 3, 1), date(2022, 2, 28)),
        (date(2022, 3, 1), date(2023, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 29)),
        (date(2024, 3, 1), date(2025, 2, 28)),
    ]


# --- the page -------------------------------------------------------------------------------------------


def test_the_page_saves_what_was_typed(cast: Cast, row: Contribution) -> None:
    client = cast.client("staff")
    data = html.posted(client.get(_edit(cast, row)))
    assert data["periods-0-amount_oere"] == "200"
    data |= {"amount_oere": "1.000,50", "periods-1-amount_oere": "800,50", "reason": "Nyt brev"}
    response = client.post(_edit(cast, row), data)
    assert response.status_code == 302
    fresh = Contribution.objects.get(pk=row.pk)
    assert fresh.amount_oere == 1_000_50
    assert [period.amount_oere for period in fresh.periods.all()] == [200_00, 800_50]
    assert fresh.history.first().history_change_set.reason == "Nyt brev"


def test_a_rejected_page_keeps_everything_typed(cast: Cast, row: Contribution) -> None:
    client = cast.client("staff")
    data = html.posted(client.get(_edit(cast, row)))
    data |= {"amount_oere": "1.23", "periods-0-amount_oere": "x y", "purpose": "Nyt formål", "reason": "Fordi"}
    response = client.post(_edit(cast, row), data)
    assert response.status_code == 422
    page = response.content.decode()
    for typed in ('value="1.23"', 'value="x y"', 'value="Nyt formål"', 'value="Fordi"'):
        assert typed in page
    assert Contribution.objects.get(pk=row.pk).amount_oere == 400_00


def test_two_writers_of_the_years_see_both_versions(cast: Cast, row: Contribution) -> None:
    one, other = cast.client("leader"), cast.client("staff")
    mine, theirs = html.posted(one.get(_edit(cast, row))), html.posted(other.get(_edit(cast, row)))
    assert other.post(_edit(cast, row), theirs | {"periods-0-amount_oere": "111"}).status_code == 302
    response = one.post(_edit(cast, row), mine | {"periods-0-amount_oere": "222"})
    assert response.status_code == 422
    text = readers.words(response)
    assert "Beløb i kroner: gemt imens »111 kr.«, du skrev »222 kr.«" in text
    assert [period.amount_oere for period in row.periods.all()] == [111_00, None]
    again = html.posted(response)
    assert one.post(_edit(cast, row), again).status_code == 302
    assert [period.amount_oere for period in row.periods.all()] == [222_00, None]


def test_a_year_that_only_the_other_one_changed_takes_the_other_s_amount(cast: Cast, row: Contribution) -> None:
    one, other = cast.client("leader"), cast.client("staff")
    mine, theirs = html.posted(one.get(_edit(cast, row))), html.posted(other.get(_edit(cast, row)))
    more = {"periods-2-starts_on": "01-01-2023", "periods-2-ends_on": "31-12-2023", "periods-2-amount_oere": "5"}
    assert other.post(_edit(cast, row), theirs | more | {"periods-0-amount_oere": "999.999"}).status_code == 302
    response = one.post(_edit(cast, row), mine | {"note": "Kun noten", "periods-1-amount_oere": "7"})
    assert response.status_code == 422
    first, second = response.context["form"].row_sets[0].forms[:2]
    assert "999.999 kr." in readers.words(str(first.non_field_errors()))
    assert "den andens version" in str(first.non_field_errors())
    assert (first["amount_oere"].value(), second["amount_oere"].value()) == ("999.999", "7")
    assert one.post(_edit(cast, row), html.posted(response)).status_code == 302
    assert [period.amount_oere for period in row.periods.all()] == [999_999_00, 7_00, 5_00]
    assert Contribution.objects.get(pk=row.pk).note == "Kun noten"


def test_a_year_that_the_other_one_took_away_is_gone_and_reported_with_what_was_typed(
    cast: Cast, row: Contribution
) -> None:
    one, other = cast.client("leader"), cast.client("staff")
    mine, theirs = html.posted(one.get(_edit(cast, row))), html.posted(other.get(_edit(cast, row)))
    taken_away = {f"periods-{number}-DELETE": "on" for number in (0, 1)}
    assert other.post(_edit(cast, row), theirs | taken_away).status_code == 302
    response = one.post(_edit(cast, row), mine | {"periods-1-amount_oere": "3"})
    assert response.status_code == 422
    assert "blev slettet af staff, mens du skrev" in readers.words(response)
    assert "Beløb i kroner: 3" in readers.words(response)
    assert one.post(_edit(cast, row), html.posted(response)).status_code == 302
    assert not row.periods.exists()


def test_a_year_that_is_taken_away_goes_with_its_tick(cast: Cast, row: Contribution) -> None:
    client = cast.client("staff")
    data = html.posted(client.get(_edit(cast, row))) | {"periods-0-DELETE": "on"}
    assert client.post(_edit(cast, row), data).status_code == 302
    assert [period.starts_on.year for period in row.periods.all()] == [2022]


def test_a_new_contribution_keeps_the_years_it_was_offered_as_not_stated(cast: Cast) -> None:
    source, client = factories.source(cast.plan, label="LBF"), cast.client("staff")
    address = reverse("budgets:contribution_add", args=[cast.plan.slug, source.pk])
    data = html.posted(client.get(address)) | {"periods-0-amount_oere": "5"}
    emptied = {f"periods-3-{name}": "" for name in ("starts_on", "ends_on")}
    assert client.post(address, data | emptied).status_code == 302
    assert [period.amount_oere for period in source.contributions.get().periods.all()] == [5_00, None, None]


def test_periods_that_cannot_be_read_do_not_overwrite_the_other_s_when_they_can(cast: Cast, row: Contribution) -> None:
    one, other = cast.client("leader"), cast.client("staff")
    mine, theirs = html.posted(one.get(_edit(cast, row))), html.posted(other.get(_edit(cast, row)))
    assert other.post(_edit(cast, row), theirs | {"periods-0-amount_oere": "999.999"}).status_code == 302
    response = one.post(_edit(cast, row), mine | {"periods-1-amount_oere": "x y"})
    assert response.status_code == 422
    mended = html.posted(response) | {"periods-1-amount_oere": "7"}
    assert one.post(_edit(cast, row), mended).status_code == 302
    assert [period.amount_oere for period in row.periods.all()] == [999_999_00, 7_00]


# --- sources --------------------------------------------------------------------------------------------


def test_a_source_offers_the_plan_s_departments_only(cast: Cast) -> None:
    factories.takes_part(cast.other_plan, factories.department(name="En anden plans"))
    form = SourceForm(instance=FinancingSource(plan=cast.plan), plan=cast.plan, user=cast.leader)
    assert list(form.fields["department"].queryset) == [cast.housing]


def test_a_department_of_another_plan_cannot_be_smuggled_in(cast: Cast) -> None:
    foreign = factories.department()
    factories.takes_part(cast.other_plan, foreign)
    data = {"kind": "department", "department": foreign.pk, "label": "", "position": 0}
    form = SourceForm(data, instance=FinancingSource(plan=cast.plan), plan=cast.plan, user=cast.leader)
    assert not form.is_valid()
    assert "department" in form.errors


def test_a_source_without_a_name_is_refused_with_what_to_do(cast: Cast) -> None:
    form = SourceForm(
        {"kind": "other", "position": 0}, instance=FinancingSource(plan=cast.plan), plan=cast.plan, user=cast.leader
    )
    assert not form.is_valid()
    assert form.non_field_errors()


def test_a_contribution_pays_for_one_of_the_plans_efforts_and_says_so(cast: Cast) -> None:
    effort, other = factories.effort(cast.plan, "Renoveringen"), factories.effort(cast.other_plan, "Naboens")
    row = factories.contribution(factories.source(cast.plan, label="LBF"), 400_00)
    client, address = cast.client("leader"), _edit(cast, row)
    offered = client.get(address).context["form"].fields["effort"].queryset
    assert list(offered) == [effort]
    assert other not in offered
    sent = {**html.posted(client.get(address)), "effort": effort.pk}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "uden for planen, sideløbende" in readers.words(refused)
    client.post(address, {**sent, "is_beside_plan": "on", "purpose": "Facader"})
    row.refresh_from_db()
    assert (row.effort, row.is_beside_plan) == (effort, True)
    overview = reverse("budgets:overview", args=[cast.plan.slug])
    assert "(Facader, indsats: Renoveringen)" in readers.words(client.get(overview))
    head, *rows = readers.sheet(client.get(overview, {"format": "xlsx"}))
    assert [line[head.index("Sideløbende indsats")] for line in rows] == [None, "Renoveringen"]
