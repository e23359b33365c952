"""Years named in texts: which they are, and what is proposed for another year."""

from datetime import date

import pytest

from abc_portal.core.named_years import names_year, proposed

PERIOD = {"first": date(2026, 3, 1), "last": date(2027, 2, 28)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Evaluering 2026 er holdt", "Evaluering 2027 er holdt"),
        ("Status for 2026 og 2027.", "Status for 2027 og 2028."),
        ("Skoleåret 2026/27 er planlagt", "Skoleåret 2027/28 er planlagt"),
        ("Sæsonen 2026/2027", "Sæsonen 2027/2028"),
        ("Vinteren 2026-27 (2026)", "Vinteren 2027-28 (2027)"),
        ("Mødet 1/3-2026 er holdt", "Mødet 1/3-2027 er holdt"),
        ("Senest d. 01.03.2026, kl. 10", "Senest d. 01.03.2027, kl. 10"),
        ("Senest 2026-09-01", "Senest 2027-09-01"),
        ("Budget 3/2026 er lagt", "Budget 3/2027 er lagt"),
        ("Siden 2019 og frem til 2026", "Siden 2019 og frem til 2027"),
    ],
)
def test_the_periods_own_years_are_moved_in_the_proposal(text: str, expected: str) -> None:
    assert names_year(text)
    assert proposed(text, years=1, **PERIOD) == expected


@pytest.mark.parametrize("text", ["Evaluering 2019", "Efter lov af 1/7-2020", "Skoleåret 2030/31"])
def test_other_years_are_asked_about_and_stay_in_the_proposal(text: str) -> None:
    assert names_year(text)
    assert proposed(text, years=1, **PERIOD) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "26", "Første møde er holdt", "2.026 unge", "2026 kr.", "2026 % flere", "Ring 2026 1234", "Ring 1234 2026",
        "20260 besøg", "12026", "2026,5 timer", "2026.000", "A2026", "2026b", "Planen 2026-2029", "Planen 2024-29",
    ],
)  # fmt: skip
def test_what_is_no_year_of_its_own_is_left_alone(text: str) -> None:
    assert not names_year(text)
    assert proposed(text, years=1, **PERIOD) == text


def test_a_text_is_moved_by_several_years_either_way() -> None:
    assert proposed("Evaluering 2026", years=3, **PERIOD) == "Evaluering 2029"
    assert proposed("Evaluering 2026", years=-2, **PERIOD) == "Evaluering 2024"
