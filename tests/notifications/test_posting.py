"""Mails that somebody waits for: sent by a job, tried again while they are of use, and then forgotten."""

import socket
from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from abc_portal.notifications import posting
from abc_portal.notifications.enums import MailState
from abc_portal.notifications.models import AccountMail
from tests import mails

pytestmark = pytest.mark.django_db

SECRET = "Koden er BCDF-GHJK"
START = "2026-03-02T12:00:00+01:00"


def posted(minutes: int = 10, address: str = "leder@test.example") -> AccountMail:
    valid_for = timedelta(minutes=minutes)
    return posting.post(address=address, subject="Din kode", body=SECRET, valid_for=valid_for)


def failing(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def send(_mail: EmailMessage, **_options: Any) -> int:
        raise fault

    monkeypatch.setattr(EmailMessage, "send", send)


def worked_through(clock: Any, minutes: int) -> None:
    """The worker works while the time passes."""
    for _second in range(minutes * 12):
        mails.work()
        clock.shift(timedelta(seconds=5))


def test_a_mail_is_sent_by_its_job_and_its_text_forgotten() -> None:
    mail = posted()
    assert django_mail.outbox == []
    [sent] = mails.sent()
    assert (sent.to, sent.subject, sent.body) == (["leder@test.example"], "Din kode", SECRET)
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    mail.refresh_from_db()
    assert (mail.state, mail.body, mail.tries) == (MailState.SENT, "", 1)
    assert mails.work() == 0


def test_no_secret_is_in_the_job() -> None:
    mail = posted()
    job = DBTaskResult.objects.get()
    assert job.args_kwargs == {"args": [mail.pk], "kwargs": {}}


def test_the_mail_and_its_job_are_stored_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(type(posting.send_account_mail), "enqueue", broken)
    with pytest.raises(RuntimeError):
        posted()
    assert not AccountMail.objects.exists()


def test_a_mail_to_nobody_ends_without_a_trace() -> None:
    posted(address="")
    assert mails.sent() == []
    assert not AccountMail.objects.exists()


def test_a_mail_is_tried_again_until_the_server_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(START, tick=False) as clock:
        mail = posted()
        with monkeypatch.context() as patch:
            failing(patch, SMTPServerDisconnected("Connection unexpectedly closed"))
            worked_through(clock, 1)
        mail.refresh_from_db()
        assert (mail.state, mail.body) == (MailState.WAITING, SECRET)
        assert mail.tries == 3  # at once, after 5 s and after 15 s; the next comes 45 s later
        worked_through(clock, 1)
    assert [sent.body for sent in django_mail.outbox] == [SECRET]


def test_a_mail_that_comes_too_late_is_given_up_and_its_text_forgotten(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(monkeypatch, ConnectionRefusedError(111, "Connection refused"))
    with time_machine.travel(START, tick=False) as clock:
        mail = posted()
        worked_through(clock, 12)
        mail.refresh_from_db()
        assert (mail.state, mail.body) == (MailState.GAVE_UP, "")
        assert 5 <= mail.tries <= 7
        assert "Connection refused" in mail.fault
        assert mails.work() == 0
    [line] = [record.getMessage() for record in caplog.records if record.name == posting.logger.name]
    assert f"mail {mail.pk} was not sent" in line
    assert "leder" not in line


@pytest.mark.parametrize(
    "fault",
    [SMTPRecipientsRefused({"leder@test.example": (550, b"no such user")}), ValueError("header injected")],
)
def test_what_will_never_be_taken_is_given_up_at_once(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    failing(monkeypatch, fault)
    mail = posted()
    mails.work()
    mail.refresh_from_db()
    assert (mail.state, mail.body, mail.tries) == (MailState.GAVE_UP, "", 1)


def test_a_server_that_is_busy_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, SMTPRecipientsRefused({"leder@test.example": (450, b"greylisted")}))
    mail = posted()
    mails.work()
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING


def test_without_a_worker_no_secret_outlives_its_time() -> None:
    with time_machine.travel(START, tick=False) as clock:
        old = posted()
        clock.shift(timedelta(minutes=11))
        posted(address="anden@test.example")
        old.refresh_from_db()
        assert (old.state, old.body) == (MailState.GAVE_UP, "")
        assert [sent.to for sent in mails.sent()] == [["anden@test.example"]]


def test_after_a_month_nothing_is_left() -> None:
    with time_machine.travel(START, tick=False) as clock:
        posted()
        mails.work()
        clock.shift(timedelta(days=31))
        posted(address="")
        mails.work()
    assert not AccountMail.objects.exists()


def test_the_database_keeps_no_text_of_what_does_not_wait() -> None:
    mail = posted()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountMail.objects.filter(pk=mail.pk).update(state=MailState.GAVE_UP)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())


def test_a_mail_goes_before_a_document() -> None:
    from abc_portal.reporting.jobs import make_document

    make_document.enqueue(1)
    posted()
    assert DBTaskResult.objects.ready().first().task_path == posting.send_account_mail.module_path


def status() -> str:
    out = StringIO()
    call_command("mail_status", stdout=out)
    return out.getvalue()


def test_the_operator_sees_what_was_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    posted()
    mails.work()
    assert "sendt: 1" in status()
    failing(monkeypatch, SMTPRecipientsRefused({"x@test.example": (550, b"no such user")}))
    posted(address="x@test.example")
    mails.work()
    out = StringIO()
    with pytest.raises(CommandError, match="Mails kommer ikke ud"):
        call_command("mail_status", stdout=out)
    assert "ikke sendt: 1" in out.getvalue()
    assert "no such user" in out.getvalue()
    assert SECRET not in out.getvalue()


def test_the_operator_sees_that_nobody_sends() -> None:
    with time_machine.travel(START, tick=False) as clock:
        posted()
        clock.shift(timedelta(minutes=3))
        with pytest.raises(CommandError):
            status()


def test_a_mail_server_that_nobody_listens_at_stops_no_job(settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    mail = posted()
    mails.work()
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING
    assert "refused" in mail.fault
