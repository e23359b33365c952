"""Nobody is told the same thing twice, whatever ends a run and however many run at once."""

from collections.abc import Callable
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from abc_portal.core.locks import one_at_a_time
from abc_portal.notifications import actions, letters, outbox
from abc_portal.notifications.enums import Letters, LetterState
from abc_portal.notifications.models import Letter, Notice
from abc_portal.notifications.outbox import SendingOutcome
from tests import factories, progress
from tests.notifications.conftest import MONDAY, TODAY
from tests.people import Cast

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def send(day: date = TODAY) -> SendingOutcome:
    outcome = SendingOutcome()
    outbox.run(day, outcome)
    return outcome


def states() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def late(cast_once: Cast, plan: Any) -> Any:
    """Something of the staff's that is late."""
    return progress.mine(plan, cast_once.staff, TODAY - A_DAY, "Mødet er holdt")


def test_what_was_notified_is_not_notified_again(late: Any, mailoutbox: Any) -> None:
    assert [send().sent, send().sent, send(TODAY + A_DAY).sent] == [1, 0, 0]
    assert len(mailoutbox) == 1
    assert states() == ["sent"]


def test_it_is_reported_before_and_when_it_is_late(cast_once: Cast, plan: Any, mailoutbox: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY + 8 * A_DAY)
    sent = [send(TODAY + days * A_DAY).sent for days in range(12)]
    assert [day for day, count in enumerate(sent) if count] == [1, 9]


def test_what_is_put_off_may_be_notified_again(late: Any, mailoutbox: Any) -> None:
    send()
    late.due_on = TODAY + A_DAY
    factories.saved(late)
    assert [send().sent, send().sent] == [1, 0]
    late.due_on = TODAY - A_DAY
    factories.saved(late)
    assert send().sent == 0, "it was told of that date"


def test_two_people_are_notified_each(cast_once: Cast, plan: Any, mailoutbox: Any) -> None:
    post = progress.position(plan)
    for name in ("staff", "board"):
        progress.position_holder(post, person=progress.person_of(getattr(cast_once, name)))
    progress.milestone(plan, post=post, due_on=TODAY)
    assert send().sent == 2
    assert sorted(mail.to[0] for mail in mailoutbox) == ["board@test.example", "staff@test.example"]


@pytest.mark.parametrize(
    ("choice", "days"),
    [(Letters.AT_ONCE, [0, 1, 5, 6]), (Letters.WEEKLY, [5]), (Letters.OFF, [])],
)
def test_each_is_written_to_when_they_chose(
    cast_once: Cast, plan: Any, mailoutbox: Any, choice: Letters, days: list[int]
) -> None:
    """One falls due today, one tomorrow and so on; day 5 is a Monday."""
    assert (TODAY + 5 * A_DAY) == MONDAY
    actions.choose_letters(letters=choice, by=cast_once.staff)
    for number in (0, 8, 12, 13):
        progress.mine(plan, cast_once.staff, TODAY + number * A_DAY)
    sent = {day: send(TODAY + day * A_DAY).sent for day in range(7)}
    assert [day for day, count in sent.items() if count] == days


@pytest.mark.parametrize("why", ["may not sign in", "no address", "no role"])
def test_who_cannot_be_written_to_gets_nothing(cast_once: Cast, late: Any, mailoutbox: Any, why: str) -> None:
    user = cast_once.staff
    if why == "may not sign in":
        user.is_active = False
    if why == "no address":
        user.email = ""
    if why == "no role":
        held = user.memberships.get()
        held.ends_on = TODAY - A_DAY
        factories.saved(held)
    user.save()
    assert send().sent == 0
    assert not Notice.objects.exists(), "it is told when they can be written to"


# --- what ends a run --------------------------------------------------------------------------------


class Killed(BaseException):
    """The process ends."""


def kill(*_args: Any, **_kwargs: Any) -> None:
    raise Killed


def test_killed_while_sending_it_is_not_sent_again_and_is_reported(
    late: Any, mailoutbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", kill)
        with pytest.raises(Killed):
            send()
    assert states() == ["sending"]
    outcome = send()
    assert outcome.sent == 0
    assert [letter.address for letter in outcome.uncertain] == ["staff@test.example"]
    assert states() == ["uncertain"]
    assert send().uncertain == [], "it is told of once"
    assert mailoutbox == []


@pytest.fixture
def killed_before_sending(late: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "deliver", kill)
        with pytest.raises(Killed):
            send()
    assert states() == ["waiting"]


def test_killed_between_writing_and_sending_it_is_sent_once(killed_before_sending: None, mailoutbox: Any) -> None:
    assert [send().sent, send().sent] == [1, 0]
    assert len(mailoutbox) == 1
    assert states() == ["sent"]


def test_what_was_done_concurrently_is_not_reported(killed_before_sending: None, late: Any, mailoutbox: Any) -> None:
    late.state = "reached"
    factories.saved(late)
    assert send().sent == 0
    assert (mailoutbox, states(), Notice.objects.count()) == ([], [], 0)


def raising(fault: Exception) -> Callable[..., None]:
    def send(*_args: Any, **_kwargs: Any) -> None:
        raise fault

    return send


@pytest.mark.parametrize("fault", [SMTPRecipientsRefused({}), OSError("no route"), RuntimeError()], ids=repr)
def test_a_letter_that_is_refused_is_built_anew_the_next_time(
    cast_once: Cast, plan: Any, late: Any, mailoutbox: Any, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", raising(fault))
        outcome = send()
    assert (outcome.sent, [letter.address for letter in outcome.failed]) == (0, ["staff@test.example"])
    assert (states(), Notice.objects.count()) == (["failed"], 0)
    progress.mine(plan, cast_once.staff, TODAY, "Endnu et møde er holdt")
    assert send().sent == 1
    assert "Mødet er holdt" in mailoutbox[0].body
    assert "Endnu et møde" in mailoutbox[0].body
    assert states() == ["sent"]


def test_one_refused_letter_keeps_no_other_back(
    cast_once: Cast, plan: Any, late: Any, mailoutbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress.mine(plan, cast_once.board, TODAY)
    whole = EmailMessage.send
    monkeypatch.setattr(EmailMessage, "send", lambda mail, **kw: kill_or_send(mail, whole, "staff@test.example", **kw))
    outcome = send()
    assert (outcome.sent, len(outcome.failed)) == (1, 1)
    assert mailoutbox[0].to == ["board@test.example"]


def kill_or_send(mail: EmailMessage, whole: Callable[..., int], refused: str, **options: Any) -> int:
    if mail.to == [refused]:
        raise SMTPRecipientsRefused({refused: (550, b"no such user")})
    return whole(mail, **options)


def test_when_the_line_breaks_nobody_knows_and_it_is_not_sent_again(
    late: Any, mailoutbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", raising(SMTPServerDisconnected("Connection unexpectedly closed")))
        outcome = send()
    assert [letter.address for letter in outcome.uncertain] == ["staff@test.example"]
    assert states() == ["uncertain"]
    assert (send().sent, mailoutbox) == (0, [])


def test_without_a_mail_server_nothing_is_used_up(late: Any, mailoutbox: Any, settings: Any) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(outbox.NoMailServer, match="refused"):
        send()
    assert (states(), Notice.objects.count()) == ([], 0)
    settings.EMAIL_BACKEND = working
    assert send().sent == 1


# --- two at once ------------------------------------------------------------------------------------


def test_a_run_that_another_one_overtakes_while_it_writes_sends_nothing(
    late: Any, mailoutbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, other = letters.body, SendingOutcome()

    def overtaken(user: Any, news: Any) -> str:
        monkeypatch.setattr(letters, "body", write)
        outbox.run(TODAY, other)
        return write(user, news)

    monkeypatch.setattr(letters, "body", overtaken)
    assert (send().sent, other.sent, len(mailoutbox)) == (0, 1, 1)
    assert states() == ["sent"]


def test_a_run_that_another_one_overtakes_before_it_sends_sends_nothing(
    cast_once: Cast, late: Any, mailoutbox: Any
) -> None:
    letter = outbox.build(cast_once.staff, TODAY)
    assert letter is not None
    assert send().sent == 1
    mine = SendingOutcome()
    outbox.deliver(letter, mine)
    assert (mine.sent, len(mailoutbox)) == (0, 1)


def test_a_run_throws_away_nothing_that_another_one_has_begun_to_send(cast_once: Cast, late: Any) -> None:
    letter = outbox.build(cast_once.staff, TODAY)
    assert letter is not None
    Letter.objects.move(letter.pk, LetterState.WAITING, LetterState.SENDING)
    outbox.throw_away(letter)
    assert (states(), Notice.objects.count()) == (["sending"], 1)


def test_one_waits_for_the_other(tmp_path: Any) -> None:
    import threading

    inside, leave, order = threading.Event(), threading.Event(), []

    def first() -> None:
        with one_at_a_time(tmp_path / "deep" / "lock"):
            inside.set()
            leave.wait(10)
            order.append("first")

    def second() -> None:
        with one_at_a_time(tmp_path / "deep" / "lock"):
            order.append("second")

    one, two = threading.Thread(target=first), threading.Thread(target=second)
    one.start()
    assert inside.wait(10)
    two.start()
    two.join(0.3)
    assert (two.is_alive(), order) == (True, [])
    leave.set()
    one.join(10)
    two.join(10)
    assert order == ["first", "second"]


# --- what is kept -----------------------------------------------------------------------------------


def test_old_texts_go_and_their_notices_stay(late: Any, mailoutbox: Any) -> None:
    send()
    old = Letter.objects.get()
    old.made_at = timezone.now() - timedelta(days=outbox.RETENTION_DAYS + 1)
    old.save()
    assert send().sent == 0
    assert (states(), Notice.objects.count()) == ([], 1)
