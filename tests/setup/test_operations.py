"""What ``docs/operations.md`` and the systemd units say is what the code does."""

import configparser
import re
import shlex
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import get_commands

HERE = Path(__file__).resolve().parent.parent.parent
PAGE = (HERE / "docs" / "operations.md").read_text(encoding="utf-8")
#: ``Environment``'s methods whose names production demands.
DEMANDING = ("text", "words", "secret", "database", "hosts", "site")
UNITS = ("abc-portal.service", "abc-portal-jobs.service", "abc-portal-letters.service")


def code(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under that heading, without its first two lines."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def read_by_the_settings() -> dict[str, bool]:
    """Each variable that the code reads, and whether production demands it."""
    found = {
        name: method in DEMANDING for method, name in re.findall(r'env\.(\w+)\("(\w+)"', code("abc_portal/settings.py"))
    }
    others = re.findall(r'environ\.get\("(\w+)"', code("abc_portal/reporting/management/commands/run_portal.py"))
    return found | dict.fromkeys(["ABC_ENV", *others], False)


def test_every_variable_is_in_the_table_and_those_demanded_are_marked() -> None:
    listed = {cells[0].strip("`"): cells[1] == "yes" for cells in rows("Settings")}
    assert listed == read_by_the_settings()


def test_every_sentence_of_the_list_is_one_that_the_portal_says() -> None:
    with (HERE / "abc_portal" / "locale" / "da" / "LC_MESSAGES" / "django.po").open("rb") as file:
        danish = [message.string for message in read_po(file) if isinstance(message.string, str)]
    said = "\n".join([*danish, *map(code, ("deploy/setup.sh", "abc_portal/environment.py", "abc_portal/settings.py"))])
    # What differs from time to time is "…" on the page.
    said = re.sub(r"%\(\w+\)s|%s|\$\([^)]*\)|\$\w+|\{[^}\n]*\}", "…", said)
    sentences = [cells[0].strip("`") for cells in rows("When it does not start")]
    assert len(sentences) > 10
    for sentence in sentences:
        for part in re.sub(r"^(setup|abc_portal): ", "", sentence).split("…"):
            assert part.strip() in said, sentence


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(HERE / "deploy" / name)
    return parser


@pytest.mark.parametrize("name", UNITS)
def test_the_units_call_what_there_is_and_set_what_is_read(name: str) -> None:
    assert f"](../deploy/{name})" in PAGE
    for command in re.findall(r"manage\.py (\w+)", code(f"deploy/{name}")):
        assert command in get_commands(), command
    given = dict(word.split("=", 1) for word in shlex.split(unit(name)["Service"]["Environment"]))
    assert given["ABC_ENV"] == "production"
    assert {key for key in given if key.startswith("ABC_")} <= set(read_by_the_settings())


def test_all_units_are_held_to_the_same_bounds() -> None:
    bounds = ("User", "EnvironmentFile", "Environment", "StateDirectory", "UMask", "ProtectSystem", "SystemCallFilter")
    first, *others = (unit(name)["Service"] for name in UNITS)
    for other in others:
        assert [first[key] for key in bounds] == [other[key] for key in bounds]
    assert first["ProtectSystem"] == "strict"


def test_the_letters_are_sent_every_morning_also_after_one_that_was_missed() -> None:
    timer = unit("abc-portal-letters.timer")
    assert "](../deploy/abc-portal-letters.timer)" in PAGE
    assert timer["Timer"]["OnCalendar"] == "*-*-* 07:00:00 Europe/Copenhagen"
    assert timer["Timer"]["Persistent"] == "yes"
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert "Install" not in unit("abc-portal-letters.service"), "the timer starts it"
