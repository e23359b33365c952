"""The environment is read strictly: what cannot be right ends the start with a sentence."""

from pathlib import Path
from typing import Any

import pytest

from abc_portal.environment import Environment

LONG = "x" * 64


def read(**values: str) -> Environment:
    return Environment(values)


def sentence(told: pytest.ExceptionInfo[SystemExit]) -> str:
    text = str(told.value.code)
    assert text.startswith("abc_portal: ")
    assert "\n" not in text
    return text


@pytest.mark.parametrize("word", ["prod", "Production", "debug"])
def test_a_mode_that_there_is_not_never_passes_for_the_demo(word: str) -> None:
    with pytest.raises(SystemExit) as told:
        _ = read(ABC_ENV=word).production
    assert "demo, production" in sentence(told)


def test_the_demo_falls_back_where_production_demands() -> None:
    assert read().text("ABC_HOSTS", demo="here") == "here"
    with pytest.raises(SystemExit) as told:
        read(ABC_ENV="production").text("ABC_HOSTS", demo="here")
    assert "ABC_HOSTS is missing" in sentence(told)
    with pytest.raises(SystemExit) as told:
        read(ABC_ENV="production", ABC_HOSTS="  ").words("ABC_HOSTS", demo="here")
    assert "ABC_HOSTS is missing" in sentence(told)


def test_production_demands_a_long_secret_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    for value, why in (("", "is missing"), ("x" * 49, "has 49 characters")):
        with pytest.raises(SystemExit) as told:
            read(ABC_ENV="production", KEY=value).secret("KEY", demo_file=file)
        assert why in sentence(told)
        assert not value or value not in sentence(told)
    assert not file.exists()
    assert read(ABC_ENV="production", KEY=LONG).secret("KEY", demo_file=file) == LONG


def test_the_demos_secret_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret-key"
    secret = read().secret("KEY", demo_file=file)
    assert len(secret) >= 50
    assert read().secret("KEY", demo_file=file) == secret
    assert file.stat().st_mode & 0o077 == 0
    assert [each.name for each in file.parent.iterdir()] == ["secret-key"]


def test_a_secret_that_cannot_be_kept_or_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit) as told:
        read().secret("KEY", demo_file=tmp_path / "file" / "secret-key")
    assert "secret-key" in sentence(told)
    (tmp_path / "secret-key").write_bytes(b"\xff\xfe")
    with pytest.raises(SystemExit) as told:
        read().secret("KEY", demo_file=tmp_path / "secret-key")
    assert "it is not a secret key" in sentence(told)


def test_switches_and_numbers_take_words_that_mean_them_and_no_others() -> None:
    assert [read(X=word).switch("X", default=False) for word in ("yes", "1", "True", " on ")] == [True] * 4
    assert [read(X=word).switch("X", default=True) for word in ("no", "0", "FALSE", "off")] == [False] * 4
    assert read(X="").switch("X", default=True) is True
    assert (read(X="25").number("X", default=587), read().number("X", default=587)) == (25, 587)
    for attempt in (lambda: read(X="ja").switch("X", default=True), lambda: read(X="２5").number("X", default=1)):
        with pytest.raises(SystemExit) as told:
            attempt()
        assert "X is " in sentence(told)


@pytest.mark.parametrize("address", ["rubbish", "mysql://a/b", "postgres://a:b@host:port/x", "postgres://a:b@host"])
def test_an_address_of_no_database_is_a_sentence_without_its_password(address: str) -> None:
    with pytest.raises(SystemExit) as told:
        read(DATABASE_URL=address).database("DATABASE_URL", demo="")
    assert "DATABASE_URL" in sentence(told)
    assert address not in sentence(told)


def test_a_database_waits_in_turn_and_a_server_not_for_ever() -> None:
    options: dict[str, Any] = read(D="sqlite:////tmp/x.sqlite3").database("D", demo="")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "foreign_keys=ON" in options["init_command"]
    found = read(D="postgres://a:b%23@host:5433/x?sslmode=require").database("D", demo="")
    assert (found["PASSWORD"], found["PORT"]) == ("b#", 5433)
    assert found["OPTIONS"] == {"connect_timeout": 10, "sslmode": "require"}
