"""The form of a figure: a known value has one, a missing one has none, and choices are the plan's own."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from indicators.models import Indicator, Observation
from indicators.observations.forms import ObservationForm
from plans.models import Plan
from tests import factories, html
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def of(cast: Cast) -> Indicator:
    return factories.indicator(cast.plan, name="Andel i arbejde")


def _form(cast: Cast, of: Indicator, **typed: Any) -> ObservationForm:
    data = {
        "indicator": of.pk, "population": "area", "year": "2019", "state": "known", "value": "88,9",
        "qualifier": "exact", "is_used": "on", **typed,
    }  # fmt: skip
    data = {key: value for key, value in data.items() if value is not None}
    return ObservationForm(data, instance=Observation(plan=cast.plan), plan=cast.plan, user=cast.leader)


@pytest.mark.parametrize(
    ("typed", "value"), [("88,9", "88.9"), ("0", "0"), ("1.654", "1654"), ("−0,5", "-0.5"), ("29,0200", "29.02")]
)
def test_a_value_as_danes_write_it(cast: Cast, of: Indicator, typed: str, value: str) -> None:
    form = _form(cast, of, value=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == Decimal(value)


@pytest.mark.parametrize("typed", ["88.9", "1,234.5", "1e3", "NaN", "ca. 5", "5 %", "1" * 25, "0,00001"])
def test_a_value_that_cannot_be_read_is_refused(cast: Cast, of: Indicator, typed: str) -> None:
    form = _form(cast, of, value=typed)
    assert not form.is_valid()
    assert "value" in form.errors
    assert f'value="{typed}"' in str(form["value"])


def test_a_known_figure_needs_its_value(cast: Cast, of: Indicator) -> None:
    form = _form(cast, of, value="")
    assert not form.is_valid()
    assert "value" in form.errors


@pytest.mark.parametrize("state", ["missing", "suppressed"])
def test_a_figure_that_is_withheld_has_none(cast: Cast, of: Indicator, state: str) -> None:
    assert _form(cast, of, state=state, value="").is_valid()
    assert not _form(cast, of, state=state, value="5").is_valid()


def test_a_value_that_is_not_used_says_why(cast: Cast, of: Indicator) -> None:
    form = _form(cast, of, is_used=None)
    assert not form.is_valid()
    assert "not_used_because" in form.errors
    assert _form(cast, of, is_used=None, not_used_because="En anden kilde").is_valid()


def test_a_second_value_for_the_same_year_is_refused_with_a_sentence(cast: Cast, of: Indicator) -> None:
    factories.observation(cast.plan, of, 5, year=2019)
    form = _form(cast, of)
    assert not form.is_valid()
    assert form.non_field_errors()


def test_the_choices_are_the_plan_s_own(cast: Cast, of: Indicator) -> None:
    foreign = factories.indicator(cast.other_plan)
    factories.takes_part(cast.other_plan, factories.department(name="En anden plans"))
    form = _form(cast, of)
    offered = set(form.fields["indicator"].queryset)
    assert of in offered
    assert foreign not in offered
    assert len(offered) == 10
    assert list(form.fields["department"].queryset) == [cast.housing]
    assert "indicator" in _form(cast, foreign).errors


def test_a_plan_without_a_round_is_not_offered_other_plans_indicators(cast: Cast) -> None:
    loose = factories.plan("uden-midler", round=None)
    factories.indicator(cast.other_plan)
    form = ObservationForm(instance=Observation(plan=loose), plan=loose, user=cast.leader)
    assert not form.fields["indicator"].queryset.exists()


# --- the pages ------------------------------------------------------------------------------------------


def _add(plan: Plan) -> str:
    return reverse("indicators:observation_add", args=[plan.slug])


def test_the_indicator_of_the_link_is_chosen_beforehand(cast: Cast, of: Indicator) -> None:
    page = cast.client("staff").get(_add(cast.plan) + f"?indikator={of.pk}")
    assert html.posted(page)["indicator"] == of.pk


@pytest.mark.parametrize("wrong", ["0", "999999", "x", "", "½", "-1"])
def test_a_link_to_no_indicator_of_the_plan_chooses_none(cast: Cast, of: Indicator, wrong: str) -> None:
    foreign = factories.indicator(cast.other_plan)
    for chosen in (wrong, str(foreign.pk)):
        page = cast.client("staff").get(_add(cast.plan) + f"?indikator={chosen}")
        assert page.status_code == 200
        assert "indicator" not in html.posted(page)


def test_a_figure_is_added_and_changed_on_the_page(cast: Cast, of: Indicator) -> None:
    client = cast.client("staff")
    data = html.posted(client.get(_add(cast.plan))) | {
        "indicator": of.pk, "population": "area", "year": "2019", "value": "88,9",
    }  # fmt: skip
    assert client.post(_add(cast.plan), data).status_code == 302
    row = Observation.objects.get(plan=cast.plan)
    assert (row.value, row.history.first().history_change_set.by) == (Decimal("88.9"), cast.staff)
    edit = reverse("indicators:observation_edit", args=[cast.plan.slug, row.pk])
    data = html.posted(client.get(edit))
    assert data["value"] == "88,9"
    assert client.post(edit, data | {"state": "suppressed", "value": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.value) == ("suppressed", None)


def test_an_untouched_form_leaves_no_trace(cast: Cast, of: Indicator) -> None:
    row = factories.observation(cast.plan, of, "88.9", year=2019)
    client, edit = cast.client("staff"), reverse("indicators:observation_edit", args=[cast.plan.slug, row.pk])
    assert client.post(edit, html.posted(client.get(edit))).status_code == 302
    row.refresh_from_db()
    assert row.version == 1
    assert row.history.count() == 1
