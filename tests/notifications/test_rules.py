"""What the database holds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from abc_portal.notifications.models import AccountMail, Letter, Notice
from tests import broken_rules
from tests.notifications.conftest import TODAY
from tests.people import Cast

pytestmark = pytest.mark.django_db


def notice(cast: Cast, **fields: Any) -> Notice:
    return Notice(**{"user": cast.staff, "kind": "late", "key": "milestone-1", "due_on": TODAY, **fields})


def letter(cast: Cast, **fields: Any) -> Letter:
    return Letter(**{"user": cast.staff, "address": "a@b.example", "subject": "Emne", "body": "Tekst", **fields})


def account_mail(**fields: Any) -> AccountMail:
    return AccountMail(**{"address": "a@b.example", "subject": "Emne", "expires_at": timezone.now(), **fields})


def repeated_notice(cast: Cast) -> Notice:
    notice(cast).save()
    return notice(cast)


RULES: list[tuple[str, Callable[[Cast], Any]]] = [
    ("notice_once", repeated_notice),
    ("letter_sent_has_time", lambda cast: letter(cast, state="sent")),
    ("letter_sent_has_time", lambda cast: letter(cast, state="waiting", sent_at=timezone.now())),
    (
        "account_mail_text_while_waiting",
        lambda _cast: account_mail(state="sent", sent_at=timezone.now(), body="Koden er 123456"),
    ),
    ("account_mail_sent_has_time", lambda _cast: account_mail(state="sent")),
    ("account_mail_sent_has_time", lambda _cast: account_mail(state="waiting", sent_at=timezone.now())),
]


@pytest.mark.parametrize(("name", "broken"), RULES)
def test_each_rule_is_held(cast_once: Cast, name: str, broken: Callable[[Cast], Any]) -> None:
    row = broken(cast_once)
    rule = next(constraint for constraint in row._meta.constraints if constraint.name == name)
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert caught.value.messages == [str(rule.violation_error_message)]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_every_rule_is_tried() -> None:
    assert broken_rules.names("notifications") == {name for name, _row in RULES}


@pytest.mark.parametrize("field", ["user", "kind", "key", "due_on"])
def test_another_user_kind_thing_or_date_is_another_notice(cast_once: Cast, field: str) -> None:
    notice(cast_once).save()
    other = {"user": cast_once.board, "kind": "soon", "key": "milestone-2", "due_on": TODAY.replace(day=1)}
    notice(cast_once, **{field: other[field]}).save()
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("model", [Notice, Letter])
def test_everybody_sees_their_own(cast_once: Cast, model: Any) -> None:
    row = notice(cast_once) if model is Notice else letter(cast_once)
    row.save()
    assert list(model.objects.visible_to(cast_once.staff)) == [row]
    for name in ("leader", "admin", "outsider"):
        assert not model.objects.visible_to(getattr(cast_once, name)).exists()
