"""``send_notifications``: what it says, and how it ends."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from tests import progress
from tests.notifications.conftest import TODAY
from tests.notifications.test_outbox import Killed, kill, raising
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(tmp_path: Any, settings: Any) -> Any:
    settings.VAR_DIR = tmp_path
    with time_machine.travel(TODAY.isoformat() + "T07:00:00+01:00", tick=False):
        yield tmp_path


@pytest.fixture
def late(cast_once: Cast, plan: Any) -> Any:
    return progress.mine(plan, cast_once.staff, TODAY - timedelta(days=1))


def said() -> str:
    out = StringIO()
    call_command("send_notifications", stdout=out)
    return out.getvalue()


def test_it_says_how_many_letters_were_sent(late: Any, cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.board, TODAY)
    assert said() == "2 breve sendt.\n"
    assert said() == "0 breve sendt.\n"


def test_a_letter_that_was_being_sent_when_the_run_ended_is_reported(late: Any, monkeypatch: Any) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", kill)
        with pytest.raises(Killed):
            said()
    assert said() == (
        "0 breve sendt.\n"
        "Måske sendt, og sendes ikke igen: brevet til staff@test.example, som var ved at blive sendt 13-03-2024 07:00.\n"
    )
    assert said() == "0 breve sendt.\n"


def test_refused_letters_are_one_sentence_and_the_run_has_failed(late: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(EmailMessage, "send", raising(SMTPRecipientsRefused({"x": (550, b"no\nsuch user")})))
    with pytest.raises(CommandError) as caught:
        said()
    assert str(caught.value).startswith("Ikke sendt: staff@test.example (")
    assert str(caught.value).endswith("). Det prøves igen næste gang.")
    assert "\n" not in str(caught.value)


def test_no_mail_server_is_one_sentence(late: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError) as caught:
        said()
    assert str(caught.value).startswith("Mailserveren kan ikke bruges: ")
    assert "\n" not in str(caught.value)


def test_without_anything_to_send_no_mail_server_is_asked(cast_once: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert said() == "0 breve sendt.\n"


def test_a_folder_that_cannot_be_written_is_one_sentence(here: Any, settings: Any) -> None:
    (here / "file").touch()
    settings.VAR_DIR = here / "file"
    with pytest.raises(CommandError, match="kan ikke skrives"):
        said()


def test_a_database_that_does_not_answer_is_one_sentence(monkeypatch: Any) -> None:
    from django.db import OperationalError

    from abc_portal.notifications import outbox

    monkeypatch.setattr(outbox, "clear_up", raising(OperationalError("gone\nfar away")))
    with pytest.raises(CommandError, match="Databasen kan ikke bruges: gone"):
        said()
