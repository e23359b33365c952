"""The environment is read strictly: what cannot be right ends the start with a sentence."""

from pathlib import Path
from typing import Any

import pytest

from abc_portal.environment import Environment

LONG = "x" * 64


def read(**values: str) -> Environment:
    return Environment(values)


def sentence(caught: pytest.ExceptionInfo[SystemExit]) -> str:
    text = str(caught.value.code)
    assert text.startswith("abc_portal: ")
    assert "\n" not in text
    return text


@pytest.mark.parametrize("word", ["prod", "Production", "debug"])
def test_a_mode_that_there_is_not_never_passes_for_the_demo(word: str) -> None:
    with pytest.raises(SystemExit) as caught:
        _ = read(ABC_ENV=word).production
    assert "demo, production" in sentence(caught)


def test_the_demo_falls_back_where_production_demands() -> None:
    assert read().text("ABC_HOSTS", demo="here") == "here"
    with pytest.raises(SystemExit) as caught:
        read(ABC_ENV="production").text("ABC_HOSTS", demo="here")
    assert "ABC_HOSTS is missing" in sentence(caught)
    with pytest.raises(SystemExit) as caught:
        read(ABC_ENV="production", ABC_HOSTS="  ").words("ABC_HOSTS", demo="here")
    assert "ABC_HOSTS is missing" in sentence(caught)


def test_production_demands_a_long_secret_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    for value, why in (("", "is missing"), ("x" * 49, "has 49 characters")):
        with pytest.raises(SystemExit) as caught:
            read(ABC_ENV="production", KEY=value).secret("KEY", demo_file=file)
        assert why in sentence(caught)
        assert not value or value not in sentence(caught)
    assert not file.exists()
    assert read(ABC_ENV="production", KEY=LONG).secret("KEY", demo_file=file) == LONG


def test_the_demos_secret_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret-key"
    secret = read().secret("KEY", demo_file=file)
    assert len(secret) >= 50
    assert read().secret("KEY", demo_file=file) == secret
    assert file.stat().st_mode & 0o077 == 0
    assert [item.name for item in file.parent.iterdir()] == ["secret-key"]


def test_a_secret_that_cannot_be_stored_or_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit) as caught:
        read().secret("KEY", demo_file=tmp_path / "file" / "secret-key")
    assert "secret-key" in sentence(caught)
    (tmp_path / "secret-key").write_bytes(b"\xff\xfe")
    with pytest.raises(SystemExit) as caught:
        read().secret("KEY", demo_file=tmp_path / "secret-key")
    assert "it is not a secret key" in sentence(caught)


def test_switches_and_numbers_take_words_that_mean_them_and_no_others() -> None:
    assert [read(X=word).switch("X", default=False) for word in ("yes", "1", "True", " on ")] == [True] * 4
    assert [read(X=word).switch("X", default=True) for word in ("no", "0", "FALSE", "off")] == [False] * 4
    assert read(X="").switch("X", default=True) is True
    assert (read(X="25").number("X", default=587), read().number("X", default=587)) == (25, 587)
    for attempt in (lambda: read(X="ja").switch("X", default=True), lambda: read(X="２5").number("X", default=1)):
        with pytest.raises(SystemExit) as caught:
            attempt()
        assert "X is " in sentence(caught)


@pytest.mark.parametrize("address", ["rubbish", "mysql://a/b", "postgres://a:b@host:port/x", "postgres://a:b@host"])
def test_an_address_of_no_database_is_a_sentence_without_its_password(address: str) -> None:
    with pytest.raises(SystemExit) as caught:
        read(DATABASE_URL=address).database("DATABASE_URL", demo="")
    assert "DATABASE_URL" in sentence(caught)
    assert address not in sentence(caught)


def test_a_database_waits_in_turn_and_a_server_not_for_ever() -> None:
    options: dict[str, Any] = read(D="sqlite:////tmp/x.sqlite3").database("D", demo="")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "foreign_keys=ON" in options["init_command"]
    found = read(D="postgres://a:b%23@host:5433/x?sslmode=require").database("D", demo="")
    assert (found["PASSWORD"], found["PORT"]) == ("b#", 5433)
    assert found["OPTIONS"] == {"connect_timeout": 10, "sslmode": "require"}


@pytest.mark.parametrize(
    "hosts", ["*", "portal.example.dk,*", "https://portal.example.dk", "portal.example.dk:443", "."]
)
def test_production_answers_for_its_configured_host_names_alone(hosts: str) -> None:
    with pytest.raises(SystemExit) as caught:
        read(ABC_ENV="production", ABC_HOSTS=hosts).hosts("ABC_HOSTS", demo="")
    assert "ABC_HOSTS names" in sentence(caught)
    assert read(ABC_HOSTS=hosts).hosts("ABC_HOSTS", demo="") == hosts.split(",")


@pytest.mark.parametrize("hosts", ["portal.example.dk", ".example.dk,10.0.0.4", "[::1],Portal-2.Example.DK"])
def test_host_names_are_taken(hosts: str) -> None:
    assert read(ABC_ENV="production", ABC_HOSTS=hosts).hosts("ABC_HOSTS", demo="") == hosts.split(",")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://portal.example.dk", "it must begin with https"),
        ("https://portal.example.dk/abc", "nothing stands after it"),
        ("https://portal.example.dk?x", "nothing stands after it"),
        ("https://portal.example.dk@evil.example", "write the whole address"),
        ("https://", "write the whole address"),
        ("https://[::1", "write the whole address"),
        ("portal.example.dk", "write the whole address"),
    ],
)
def test_production_demands_a_whole_https_address(address: str, said: str) -> None:
    with pytest.raises(SystemExit) as caught:
        read(ABC_ENV="production", ABC_SITE_URL=address).site("ABC_SITE_URL", demo="")
    assert said in sentence(caught)


def test_an_address_is_taken_without_its_last_slash_and_the_demo_may_be_plain() -> None:
    assert (
        read(ABC_ENV="production", ABC_SITE_URL="https://p.dk:8443/").site("ABC_SITE_URL", demo="")
        == "https://p.dk:8443"
    )
    assert read().site("ABC_SITE_URL", demo="http://127.0.0.1:8000") == "http://127.0.0.1:8000"


def test_proxies_are_addresses_networks_or_a_socket() -> None:
    found = read(P="127.0.0.1, 10.0.0.0/24,unix").proxies("P")
    assert [found.include(name) for name in ("127.0.0.1", "10.0.0.9", "", "10.0.1.9")] == [True, True, True, False]
    assert not read().proxies("P")
    with pytest.raises(SystemExit) as caught:
        read(P="proxy.example.dk").proxies("P")
    assert "P names 'proxy.example.dk'" in sentence(caught)


def test_the_cache_is_shared_in_the_database_or_in_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read().cache("ABC_REDIS_URL")["BACKEND"].endswith("DatabaseCache")
    with pytest.raises(SystemExit) as caught:
        read(ABC_REDIS_URL="localhost:6379").cache("ABC_REDIS_URL")
    assert "ABC_REDIS_URL cannot be read" in sentence(caught)
    redis = {"ABC_REDIS_URL": "redis://127.0.0.1:6379/1"}
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(SystemExit) as caught:
        read(**redis).cache("ABC_REDIS_URL")
    assert "the package redis is missing" in sentence(caught)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
    found = read(**redis).cache("ABC_REDIS_URL")
    assert (found["BACKEND"].rsplit(".", 1)[1], found["LOCATION"]) == ("RedisCache", "redis://127.0.0.1:6379/1")
    assert found["OPTIONS"] == {"socket_connect_timeout": 2, "socket_timeout": 2}
