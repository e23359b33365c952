"""Gennemgang and ``check_plan``: the same remarks on the page and from the command, with codes that stay."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from abc_portal.review.enums import Severity
from abc_portal.review.presenters import remark_lines
from plans.models import Plan
from tests import factories, readers
from tests.findings import findings, remarks
from tests.people import Cast, demo_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

HERE = Path(__file__).resolve().parent.parent.parent
SLUGS = ("abc-2017-2020", "abc-2021-2025")
#: Scripts and people refer to these: add to them, never change one.
CODES = {
    "activity-without-purpose", "anchoring-empty", "area-differs", "board-missing", "comparator-not-municipality",
    "definitions-differ", "department-without-area", "figure-reference-broken", "financing-not-complete",
    "focus-area-without-sub-agreement",
    "follow-up-group-missing", "hours-over-position", "hours-under-position", "image-reference-broken",
    "image-without-alternative-text", "local-share-too-low", "mark-unreadable", "periods-differ-from-total",
    "placeholder-text-left", "signatory-missing", "signature-date-missing", "stated-figure-differs",
    "stated-number-differs",
    "stated-total-differs", "stated-unit-unclear", "sub-agreement-without-activities", "unit-differs",
    "value-out-of-range", "values-disagree",
    "archive-content-lost", "cooperation-agreement-without-file", "extension-differs-from-period",
    "legal-basis-of-another-round", "plan-period-unknown", "used-value-differs", "plan-past-its-end",
    "plan-step-missing",
    "department-never-served", "goal-unserved", "section-missing", "signature-missing", "sub-agreement-without-parties",
    "sub-goal-without-goal",
    "activity-without-criterion", "criterion-without-results", "milestone-past-due-silent", "milestone-postponed-often",
    "milestone-without-responsible",
    "next-year-without-milestones", "quarter-without-milestone", "result-far-outside", "results-never-reported",
    "share-over-hundred", "year-without-milestones",
    "closed-across-quarters", "criteria-outside-the-plan", "milestone-after-the-plan", "milestone-before-the-plan",
    "results-across-periods", "results-outside-the-plan",
    "activity-without-place", "position-over-full-time", "position-people-differ", "position-shares-differ",
    "agreement-differs-from-period", "criterion-without-target", "gap-after-predecessor",
    "milestone-without-date", "plan-nearly-empty", "plan-parts-missing", "takes-part-outside-period",
    "contribution-amount-missing", "contribution-shorter-than-purpose", "evaluation-without-milestone",
    "frequency-above-target", "ladder-not-falling", "target-behind-start",
}  # fmt: skip
#: What of a finding in the code is its code.
IN_CODE = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')
#: A piece of each remark on what the demo documents say wrongly.
EXPECTED = {
    "abc-2017-2020": [
        ("stated-unit-unclear", "23.200 mio. kr.", "23.200.000 kr. passer"),
        ("stated-unit-unclear", "15.200 mio. kr.", "15.200.000 kr. passer"),
        ("stated-total-differs", "23.200 mio. kr.", "Forskel: 76 kr."),
        ("stated-total-differs", "4. mio. kr.", "3.156.596 kr."),
        ("stated-total-differs", "93.45", "93.450 kr."),
    ],
    "rum-for-liv-2013-2016": [
        ("target-behind-start", "20", "57"),
        ("target-behind-start", "40", "50"),
        ("target-behind-start", "100", "500"),
        ("frequency-above-target", "mindst hvert kvartal", "mindst 16", "er 10"),
        ("ladder-not-falling", "alle trin har målet 100"),
        ("ladder-not-falling", "alle trin har målet 40"),
        ("evaluation-without-milestone", "Midtvejs og til slut", "midtvejs", "til slut"),
        ("evaluation-without-milestone", "hvert år", "i hvert planår"),
    ],
    "abc-2021-2025": [
        (
            "contribution-shorter-than-purpose",
            "31. december 2023",
            "»Forankret fælles boligsocial indsats« går til 2024",
        ),
        ("contribution-amount-missing", "Boligorganisationerne", "november og december 2020"),
        ("gap-after-predecessor", "december 2020", "1. marts 2021", "2 måneder"),
        ("values-disagree", "21,1 %", "24,1 %"),
        ("values-disagree", "5,2 (2019", "4,5 (de sidste fem år"),
        ("values-disagree", "6,1 (2019", "5,9 (de sidste fem år"),
        ("definitions-differ", "29,02 %", "29 %"),
        ("unit-differs", "5,2 %", "karakter"),
    ],
}


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def _plan(slug: str) -> Plan:
    return Plan.objects.with_places().get(slug=slug)


def _command(capsys: Any, *arguments: str) -> str:
    call_command("check_plan", *arguments)
    return str(capsys.readouterr().out)


@pytest.mark.parametrize("slug", EXPECTED)
def test_what_the_documents_say_wrongly_is_reported(slug: str) -> None:
    messages = [(finding.code, readers.squeezed(finding.message)) for finding in findings(_plan(slug))]
    for code, *words in EXPECTED[slug]:
        assert any(found == code and all(word in message for word in words) for found, message in messages), (
            code,
            words,
        )


def test_four_millions_hold_only_with_the_two_funds() -> None:
    [finding] = [finding for finding in findings(_plan("abc-2017-2020")) if "3.156.596" in finding.message]
    message = readers.squeezed(finding.message)
    assert "4.000.076 kr." in message
    assert "VA's dispositionsfond og AB's dispositionsfond" in message


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_tells_every_remark_with_its_place_and_what_to_do(slug: str) -> None:
    answer = demo_client("leder").get(f"/planer/{slug}/gennemgang/")
    text, lines = readers.words(answer), remark_lines(remarks(_plan(slug)).all)
    assert len(lines) > 4
    for line in lines:
        for words in (line.where, line.message, line.fix, *(remark.finding.in_group for remark in line.remarks[1:])):
            assert readers.squeezed(words) in text
    html = answer.content.decode()
    assert all(html.count(f'id="b-{remark.mark}"') == 1 for line in lines for remark in line.remarks)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_remark_leads_to_where_it_can_be_mended(slug: str) -> None:
    client = demo_client("leder")
    links = {finding.link for finding in findings(_plan(slug))}
    assert links
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("slug", SLUGS)
def test_as_json_they_are_the_same_in_the_contract_s_form(slug: str, capsys: Any) -> None:
    listed = json.loads(_command(capsys, slug, "--json"))
    assert listed == [line.as_json() for line in remark_lines(remarks(_plan(slug)).all)]
    for item in listed:
        rows = item.pop("rows", [])
        assert list(item) == ["code", "severity", "where", "message", "fix", "why", "link"]
        assert item["severity"] in ("error", "warning", "info")
        assert all(isinstance(value, str) and value for value in item.values())
        assert all(list(row) == ["where", "message", "link"] and all(row.values()) for row in rows)


def test_the_command_tells_them_to_people_too(capsys: Any) -> None:
    text = _command(capsys, "abc-2017-2020")
    for line in remark_lines(remarks(_plan("abc-2017-2020")).all):
        assert line.message in text
        assert f"({line.finding.code})" in text
        assert all(remark.finding.in_group in text for remark in line.remarks if line.is_many)
    assert "[advarsel]" in text.lower()


@pytest.mark.parametrize("slug", [*SLUGS, "alboa-2014-2015", "eksempel-2024-2028", "rum-for-liv-2013-2016"])
def test_no_line_of_a_demo_plan_repeats_another(slug: str) -> None:
    lines = remark_lines(remarks(_plan(slug)).all)
    kinds = [(line.finding.code, line.where, line.message) for line in lines]
    assert len(kinds) == len(set(kinds))
    of_many = [line.finding.code for line in lines if line.finding.group]
    assert len(of_many) == len(set(of_many)), "what is alike stands in one line"


def test_the_gravest_come_first_and_always_in_the_same_order(cast: Cast) -> None:
    factories.party(cast.plan)
    contribution = factories.contribution(factories.source(cast.plan), 100_00)
    factories.contribution_period(contribution, 2021, 50_00)
    found = findings(_plan("plan-a"))
    graveness = [list(Severity).index(item.severity) for item in found]
    assert graveness == sorted(graveness)
    assert len(set(graveness)) == 3
    assert [finding.as_json() for finding in findings(_plan("plan-a"))] == [item.as_json() for item in found]


def test_codes_are_kebab_case_and_stay() -> None:
    written = {
        code
        for app in ("plans", "budgets", "indicators", "governance")
        for path in (HERE / app).rglob("*.py")
        if "findings" in (path.stem, path.parent.name)
        for code in IN_CODE.findall(path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert written == CODES


def test_no_remark_changes_anything(cast: Cast, capsys: Any) -> None:
    from tests import state

    before = state.snapshot()
    _command(capsys, "plan-a")
    _command(capsys, "abc-2017-2020", "--json")
    assert state.changed(before, state.snapshot()) == []


def test_a_plan_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(CommandError) as fault:
        call_command("check_plan", "abc-2030", "--json")
    assert "»abc-2030«" in str(fault.value)
    assert "abc-2017-2020" in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_page_without_remarks_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("abc_portal.review.findings._checks", {})
    text = readers.words(cast.client("auditor").get("/planer/plan-a/gennemgang/"))
    assert "0 bemærkninger" in text
    assert "Der er ingen bemærkninger." in text
    assert _command(capsys, "plan-a") == "Ingen bemærkninger.\n"
    assert json.loads(_command(capsys, "plan-a", "--json")) == []
