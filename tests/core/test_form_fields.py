"""Fields that read Danish: what was typed stays, what is unchanged is not a change, faults are sentences."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.dates import EARLIEST, LATEST, PartialDate, Precision
from abc_portal.core.forms import AmountField, DanishDateField, NumberField, PartialDateField
from abc_portal.core.money import LARGEST
from abc_portal.directory.models import Count
from budgets.models import Contribution, ContributionPeriod

DAYS = st.dates(date(EARLIEST + 1, 1, 1), date(LATEST, 11, 30))


class EveryField(forms.Form):
    amount = AmountField(required=False)
    number = NumberField(required=False)
    day = DanishDateField(required=False)
    about = PartialDateField(required=False)


VALUES = {
    "amount": (123456700, "1.234.567"),
    "number": (Decimal("88.9"), "88,9"),
    "day": (date(2021, 3, 1), "01-03-2021"),
    "about": (PartialDate(date(2021, 4, 1), Precision.QUARTER), "2. kvartal 2021"),
}
FIELDS = sorted(VALUES)
WRONG = {"amount": "1.23", "number": "88.9", "day": "marts", "about": "engang"}


@pytest.mark.parametrize("name", FIELDS)
def test_a_value_is_shown_as_it_can_be_typed(name: str) -> None:
    value, text = VALUES[name]
    form = EveryField(initial={name: value})
    assert f'value="{text}"' in str(form[name])


@pytest.mark.parametrize("name", FIELDS)
def test_a_typed_value_is_read(name: str) -> None:
    value, text = VALUES[name]
    form = EveryField({name: f"  {text} "})
    assert form.is_valid()
    assert form.cleaned_data[name] == value


@pytest.mark.parametrize("name", FIELDS)
def test_what_cannot_be_read_stays_as_typed_with_a_sentence(name: str) -> None:
    form = EveryField({name: WRONG[name]})
    assert not form.is_valid()
    assert f'value="{WRONG[name]}"' in str(form[name])
    assert WRONG[name] in form.errors[name][0]
    assert "Skriv for eksempel" in form.errors[name][0]


@pytest.mark.parametrize("name", FIELDS)
def test_hostile_text_is_shown_as_text(name: str) -> None:
    form = EveryField({name: '"><script>alert(1)</script>'})
    assert "<script>" not in form.as_p()


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("typed", ["", "   ", None])
def test_nothing_typed_is_unknown(name: str, typed: str | None) -> None:
    form = EveryField({name: typed} if typed is not None else {})
    assert form.is_valid()
    assert form.cleaned_data[name] is None


@pytest.mark.parametrize("field", [AmountField, NumberField, DanishDateField, PartialDateField])
def test_a_required_field_must_be_filled(field: type[forms.Field]) -> None:
    with pytest.raises(ValidationError) as refusal:
        field(required=True).clean(" ")
    assert refusal.value.code == "required"


def test_zero_is_not_unknown() -> None:
    form = EveryField({"amount": "0", "number": "0"})
    assert form.is_valid()
    assert form.cleaned_data["amount"] == 0
    assert form.cleaned_data["number"] == 0
    assert 'value="0"' in str(EveryField(initial={"amount": 0})["amount"])
    assert 'value="0"' in str(EveryField(initial={"number": Decimal(0)})["number"])


@pytest.mark.parametrize("name", FIELDS)
def test_an_untouched_field_has_not_changed(name: str) -> None:
    value, text = VALUES[name]
    assert not EveryField({name: text}, initial={name: value}).has_changed()
    assert not EveryField({name: ""}, initial={name: None}).has_changed()
    assert not EveryField({}, initial={}).has_changed()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("amount", "1234567,00"), ("number", "88,90"), ("day", "1. marts 2021"), ("about", "2021-Q2")],
)
def test_the_same_value_typed_in_another_way_has_not_changed(name: str, typed: str) -> None:
    assert not EveryField({name: typed}, initial={name: VALUES[name][0]}).has_changed()


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("typed", ["", "wrong", "other"])
def test_another_value_a_wrong_one_and_none_are_changes(name: str, typed: str) -> None:
    text = {"wrong": WRONG[name], "other": {"about": "2021", "day": "2-3-2021"}.get(name, "5")}.get(typed, "")
    assert EveryField({name: text}, initial={name: VALUES[name][0]}).changed_data == [name]


def test_zero_where_nothing_stood_is_a_change() -> None:
    assert EveryField({"amount": "0", "number": "0"}, initial={}).changed_data == ["amount", "number"]
    assert EveryField({}, initial={"amount": 0, "number": Decimal(0)}).changed_data == ["amount", "number"]


def test_a_locked_field_never_changes() -> None:
    class Locked(forms.Form):
        amount = AmountField(disabled=True, required=False)

    form = Locked({"amount": "5"}, initial={"amount": 100})
    assert form.is_valid()
    assert form.cleaned_data["amount"] == 100
    assert not form.has_changed()


def test_a_number_from_the_database_is_shown_without_the_columns_zeros() -> None:
    assert NumberField().prepare_value(Decimal("88.9000")) == "88,9"
    assert NumberField().prepare_value(Decimal("100.0000")) == "100"


@pytest.mark.parametrize("name", FIELDS)
def test_a_phone_shows_the_right_keyboard(name: str) -> None:
    mode = "decimal" if name in ("amount", "number") else "text"
    assert f'inputmode="{mode}"' in str(EveryField()[name])
    assert 'autocomplete="off"' in str(EveryField()[name])


def test_each_field_says_how_it_is_filled() -> None:
    assert "1.234.567,89" in str(AmountField().help_text)
    assert "01-03-2021" in str(DanishDateField().help_text)
    for example in ("primo marts 2021", "2. kvartal 2021", "foråret 2021"):
        assert example in str(PartialDateField().help_text)


def read_again(field: Any, value: Any) -> Any:
    return field.clean(str(field.prepare_value(value)))


@given(st.integers(-LARGEST, LARGEST))
def test_every_amount_comes_back_from_its_field(oere: int) -> None:
    assert read_again(AmountField(), oere) == oere


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_every_number_comes_back_from_its_field(value: Decimal) -> None:
    assert read_again(NumberField(), value) == value


@given(DAYS)
def test_every_day_comes_back_from_its_field(day: date) -> None:
    assert read_again(DanishDateField(), day) == day


@given(DAYS, st.sampled_from(Precision), st.sampled_from(["da", "en"]))
def test_every_partial_date_comes_back_from_its_field_in_both_languages(
    day: date, precision: str, language: str
) -> None:
    with translation.override(language):
        around = PartialDate.around(day, precision)
        assert read_again(PartialDateField(), around) == around


def test_models_offer_the_strict_fields() -> None:
    shown = forms.modelform_factory(Contribution, fields=["amount_oere"])()
    assert isinstance(shown.fields["amount_oere"], AmountField)
    period = forms.modelform_factory(ContributionPeriod, fields=["starts_on"])()
    assert isinstance(period.fields["starts_on"], DanishDateField)
    assert period.fields["starts_on"].required


# --- a date and its precision in two columns ---------------------------------------------------------


def test_a_partial_date_is_read_and_written_as_one() -> None:
    count = Count(kind="dwellings", value=1, source="Essens")
    assert count.counted is None
    count.counted = PartialDate.around(date(2020, 5, 17), Precision.QUARTER)
    assert (count.counted_on, str(count.counted_on_precision)) == (date(2020, 4, 1), "quarter")
    assert str(count.counted) == "2. kvartal 2020"
    count.counted = None
    assert (count.counted_on, str(count.counted_on_precision)) == (None, "day")


def test_the_end_of_a_period_is_stored_as_its_last_day() -> None:
    from plans.models import Plan

    plan = Plan()
    plan.start = PartialDate.around(date(2017, 1, 1), Precision.MONTH)
    plan.end = PartialDate.around(date(2020, 12, 1), Precision.MONTH)
    assert (plan.starts_on, plan.ends_on) == (date(2017, 1, 1), date(2020, 12, 31))
    assert (str(plan.start), str(plan.end)) == ("januar 2017", "december 2020")
    assert plan.end == PartialDate(date(2020, 12, 1), Precision.MONTH)
    plan.end = PartialDate.around(date(2020, 12, 1), Precision.YEAR_MIDDLE)
    assert plan.ends_on == date(2020, 8, 31)
    assert plan.end == PartialDate(date(2020, 5, 1), Precision.YEAR_MIDDLE)
