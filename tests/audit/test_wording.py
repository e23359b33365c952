"""How stored values read: missing is said, zero is shown, choices have names, long texts are cut."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from abc_portal.audit import wording
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import Person
from budgets.models import Contribution
from plans.models import FundingRound, Plan, PlanFocusArea, SubAgreement
from tests import factories


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "tomt"), ("", "tomt"), (0, "0"), (False, "nej"), (True, "ja"), ("tekst", "tekst"),
        (date(2021, 3, 1), "1. marts 2021"), (Decimal("88.9000"), "88,9"), (Decimal("0"), "0"), (2026, "2026"),
        (datetime(2021, 7, 1, 14, 5, tzinfo=UTC), "1. juli 2021 16.05"),
        (PartialDate(date(2021, 4, 1), Precision.QUARTER), "2. kvartal 2021"),
        ("  mange \n\n  linjer ", "mange linjer"),
    ],
)  # fmt: skip
def test_a_plain_value_reads_by_its_kind(value: Any, text: str) -> None:
    assert wording.plain(value) == text


@pytest.mark.parametrize(
    ("model", "name", "value", "text"),
    [
        (Contribution, "amount_oere", 0, "0\u00a0kr."),
        (Contribution, "amount_oere", 57594000, "575.940\u00a0kr."),
        (Contribution, "amount_oere", None, "tomt"),
        (Contribution, "kind", "hours", "timer"),
        (Contribution, "is_beside_plan", False, "nej"),
        (FundingRound, "hours_count", None, "tomt"),
        (FundingRound, "hours_count", False, "nej"),
        (FundingRound, "least_local_share", 0, "0"),
        (SubAgreement, "starts_on_precision", "season", "årstid"),
        (SubAgreement, "starts_on_precision", "no-longer-a-choice", "no-longer-a-choice"),
        (SubAgreement, "start", None, "tomt"),
        (SubAgreement, "start", PartialDate(date(2021, 3, 1), Precision.SEASON), "foråret 2021"),
        (SubAgreement, "content", "<p>Et</p><ul><li><p>To</p></li><li><p>Tre</p></li></ul>", "Et To Tre"),
        (SubAgreement, "content", "<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        (SubAgreement, "content", "", "tomt"),
        (PlanFocusArea, "is_chosen", True, "ja"),
        (Plan, "name", "ABC", "ABC"),
    ],
)
def test_a_value_reads_as_its_field_shows_it(model: Any, name: str, value: Any, text: str) -> None:
    assert wording.shower(model, name)(value) == text


def test_a_long_text_is_cut_for_the_page() -> None:
    shown = wording.shortened("ord " * 1000)
    assert len(shown) == wording.LONGEST
    assert shown.endswith("…")


def test_english_readers_get_english_words() -> None:
    with translation.override("en"):
        assert wording.plain(None) == "empty"
        assert wording.plain(True) == "yes"
        assert wording.plain(date(2021, 3, 1)) == "1 March 2021"


@pytest.mark.django_db
def test_what_is_pointed_to_has_its_name_or_its_number_when_gone() -> None:
    organisation = factories.organisation("Kommunen")
    field = Person._meta.get_field("organisation")
    assert wording.show(field, organisation.pk) == "Kommunen"
    assert wording.show(field, organisation.pk, {organisation.pk: "Som den hed"}) == "Som den hed"
    assert wording.show(field, 4711) == "nr. 4711 (slettet)"
    assert wording.show(field, 4711, {}) == "nr. 4711 (slettet)"
    assert wording.show(field, None) == "tomt"
