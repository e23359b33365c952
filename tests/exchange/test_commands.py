"""``export_plan``, ``import_plan``, ``plan_schema`` and ``check_plan`` as scripts and cron jobs call them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from abc_portal.reporting.interchange import export_plan, import_plan, plan_schema
from plans.models import Plan
from tests import factories
from tests.exchange.documents import changed, everything
from tests.state import changed as tables_changed
from tests.state import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(ready: None) -> Plan:
    found = import_plan(json.dumps(everything()))
    assert found is not None
    return found


def refused(*arguments: Any) -> str:
    """The cause, one line; nothing is changed."""
    before = snapshot()
    with pytest.raises(CommandError) as fault:
        call_command(*arguments)
    assert tables_changed(before, snapshot()) == []
    assert fault.value.returncode == 1
    assert "\n" not in str(fault.value)
    return str(fault.value)


def test_a_plan_goes_to_a_file_or_to_the_terminal(plan: Plan, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "plan.json"
    call_command("export_plan", plan.slug, output=str(file))
    call_command("export_plan", plan.slug)
    assert file.read_text(encoding="utf-8") == capsys.readouterr().out == export_plan(plan)
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == ["plan.json"]


def test_a_plan_that_is_not_there(plan: Plan) -> None:
    sentence = "Der er ingen helhedsplan »nej«. Kendte planer: alt-2021-2025, plan-foer."
    assert refused("export_plan", "nej") == refused("check_plan", "nej") == sentence


def test_a_file_that_cannot_be_written_stays_as_it_is(plan: Plan, tmp_path: Path) -> None:
    assert refused("export_plan", plan.slug, "--output", str(tmp_path / "nej" / "plan.json")).startswith(
        f"{tmp_path}/nej/plan.json kan ikke skrives: "
    )
    (tmp_path / "mappe").mkdir()
    assert "kan ikke skrives" in refused("export_plan", plan.slug, "--output", str(tmp_path / "mappe"))


def test_a_plan_comes_from_a_file(ready: None, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(everything()), encoding="utf-8")
    before = snapshot()
    call_command("import_plan", str(file), "--dry-run")
    assert "Dokumentet er i orden" in capsys.readouterr().out
    assert tables_changed(before, snapshot()) == []
    call_command("import_plan", str(file))
    assert "Helhedsplanen »Alt 2021-2025« (alt-2021-2025) er importeret." in capsys.readouterr().out
    row = Plan.objects.get(slug="alt-2021-2025")
    assert row.history.get().history_change_set.by_name == "import_plan"


def test_an_import_says_who_can_see_the_plan(ready: None, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(everything()), encoding="utf-8")
    call_command("import_plan", str(file))
    assert "Ingen har en rolle i planen, så kun systemadministratorer ser den." in capsys.readouterr().out
    user = factories.user("lederen")
    factories.member(Plan.objects.get(slug="alt-2021-2025"), user, "leader")
    call_command("import_plan", str(file), "--update")
    assert f"Disse har en rolle i planen og ser den: {user}." in capsys.readouterr().out


def test_the_schema_describes_a_date_once() -> None:
    assert plan_schema().count('"season_middle"') == 1


def test_each_fault_is_a_line_and_the_last_says_how_many(ready: None, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "plan.json"
    document = changed(("plan", "slug"), 1)
    document["ukendt"] = 1
    file.write_text(json.dumps(document), encoding="utf-8")
    for options in ((), ("--dry-run",)):
        assert refused("import_plan", str(file), *options) == "2 fejl; intet er importeret."
        assert capsys.readouterr().err.splitlines() == [
            "$: Nøglen »ukendt« kendes ikke her.", "$.plan.slug: Her skal der stå en tekst i anførselstegn.",
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["findes-ikke.json", "."])
def test_a_file_that_cannot_be_read(db: None, tmp_path: Path, name: str) -> None:
    assert "kan ikke læses" in refused("import_plan", str(tmp_path / name))


@pytest.mark.one_database
def test_the_schema_describes_every_export(demo: None, capsys: Any, tmp_path: Path) -> None:
    call_command("plan_schema")
    printed = capsys.readouterr().out
    call_command("plan_schema", output=str(tmp_path / "schema.json"))
    assert printed == plan_schema() == (tmp_path / "schema.json").read_text(encoding="utf-8")
    schema = json.loads(printed)
    Draft202012Validator.check_schema(schema)
    for plan in Plan.objects.all():
        Draft202012Validator(schema).validate(json.loads(export_plan(plan)))
    Draft202012Validator(schema).validate(everything())


def test_the_schema_refuses_what_it_does_not_know() -> None:
    validator = Draft202012Validator(json.loads(plan_schema()))
    for document in ([], {}, changed(("schema_version",), 2), {**everything(), "ukendt": 1}):
        assert not validator.is_valid(document)


@pytest.mark.one_database
def test_findings_are_reported_in_words_and_as_json(demo: None, capsys: Any) -> None:
    call_command("check_plan", "abc-2017-2020")
    words = capsys.readouterr().out
    call_command("check_plan", "abc-2017-2020", "--json")
    found = json.loads(capsys.readouterr().out)
    assert {"stated-total-differs", "stated-unit-unclear"} <= {item["code"] for item in found}
    for item in found:
        assert set(item) - {"rows"} == {"code", "severity", "where", "message", "fix", "why", "link"}
        assert item["severity"] in {"error", "warning", "info"}
        assert all(item.values())
        assert item["message"] in words


def test_a_plan_without_findings_says_so(ready: None, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("abc_portal.review.findings._checks", {})
    call_command("check_plan", "plan-foer")
    assert capsys.readouterr().out == "Ingen bemærkninger.\n"


# --- the exit status, of a real process --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (("export_plan", "nej"), "Databasen kan ikke bruges"),
        (("import_plan", "/findes/ikke"), "/findes/ikke kan ikke læses"),
        (("check_plan", "nej", "--json"), "Databasen kan ikke bruges"),
    ],
)
def test_a_refusal_ends_the_process_with_one_line(tmp_path: Path, arguments: tuple[str, ...], cause: str) -> None:
    environment = {"PATH": "/usr/bin:/bin", "ABC_VAR_DIR": str(tmp_path), "LC_ALL": "C"}
    ended = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
        env=environment, cwd="/", capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert cause in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_schema_needs_no_database(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "plan_schema"],
        env={"PATH": "/usr/bin:/bin", "ABC_VAR_DIR": str(tmp_path), "LC_ALL": "C"},
        cwd="/", capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == plan_schema()
    assert not (tmp_path / "portal.sqlite3").exists()


def test_a_reader_that_has_had_enough_is_no_fault(tmp_path: Path) -> None:
    """As with »plan_schema | head -1«: the pipe is closed while there is more to write."""
    running = subprocess.Popen(
        [sys.executable, "manage.py", "plan_schema"], cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    errors = running.stderr.read()
    assert (running.wait(), errors) == (141, b"")
