"""The letter itself: plain Danish, everything in one, each with its address."""

from datetime import timedelta
from typing import Any

import pytest

from abc_portal.notifications import outbox
from abc_portal.notifications.outbox import SendingOutcome
from plans.models import Plan
from plans.shared.enums import Role
from tests import factories, progress
from tests.notifications.conftest import TODAY
from tests.people import Cast

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)

WHOLE = """Hej staff

Her er det, du er ansvarlig for og ikke er blevet mindet om før.


PLAN A

Forsinkede milepæle

- Mødet er holdt
  Beskæftigelse
  Fristen var: 12. marts 2024
  https://portal.example.dk/planer/plan-a/milepaele/moedet-er-holdt/

Milepæle med frist inden for en uge

- Huset er åbnet
  Frist: 13. marts 2024
  https://portal.example.dk/planer/plan-a/milepaele/huset-er-aabnet/


Er noget af det nået allerede, så skriv det i portalen. Så hører du ikke mere om det.

Venlig hilsen
ABC-portalen
https://portal.example.dk/

--
Du får denne e-mail, fordi du eller en stilling, du har, er ansvarlig.
Vil du kun have den om mandagen eller slet ikke, så vælg det her:
https://portal.example.dk/paamindelser/
"""


@pytest.fixture
def sent(settings: Any, mailoutbox: Any) -> Any:
    """Sends, and returns the mails."""
    settings.SITE_URL = "https://portal.example.dk"

    def send() -> Any:
        outbox.run(TODAY, SendingOutcome())
        return mailoutbox

    return send


def test_the_whole_letter(cast_once: Cast, plan: Any, sent: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY, "Huset er åbnet")
    progress.mine(plan, cast_once.staff, TODAY - A_DAY, "Mødet er holdt", sub_agreement=cast_once.sub)
    (mail,) = sent()
    assert mail.body == WHOLE
    assert mail.subject == "Påmindelse: 1 milepæl er forsinket, 1 milepæl har snart frist"
    assert (mail.to, mail.cc, mail.bcc) == (["staff@test.example"], [], [])
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    assert mail.extra_headers["List-Unsubscribe"] == "<https://portal.example.dk/paamindelser/>"
    mail.message().as_bytes()


def test_all_plans_stand_in_one_letter(cast_once: Cast, plan: Any, sent: Any) -> None:
    other = Plan.objects.get(pk=cast_once.other_plan.pk)
    other.entered_on = other.starts_on
    factories.saved(other)
    factories.member(other, cast_once.staff, Role.BOARD)
    for item in (plan, other):
        for days in (-1, 1):
            progress.mine(item, cast_once.staff, TODAY + days * A_DAY)
    (mail,) = sent()
    assert mail.body.count("PLAN A") == mail.body.count("PLAN B") == 1
    assert mail.body.count("Forsinkede milepæle\n") == 2
    assert mail.subject == "Påmindelse: 2 milepæle er forsinkede, 2 milepæle har snart frist"


def test_the_subject_names_only_what_there_is(cast_once: Cast, plan: Any, sent: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY)
    (mail,) = sent()
    assert mail.subject == "Påmindelse: 1 milepæl har snart frist"
    assert "Forsinkede" not in mail.body


def test_a_letter_tells_no_share_of_a_plan(cast_once: Cast, plan: Any, sent: Any) -> None:
    """A share would need to say what it is a share of, and whether that is known."""
    factories.contribution(factories.source(plan), 2_500_000_000)
    activity = factories.activity(cast_once.sub, "Jobcafé")
    progress.result(progress.criterion(activity, 10), 3)
    progress.mine(plan, cast_once.staff, TODAY, activity=activity)
    progress.mine(plan, cast_once.staff, TODAY - A_DAY, sub_agreement=cast_once.sub)
    (mail,) = sent()
    assert "%" not in f"{mail.subject}{mail.body}"
    assert not [heading for heading in ("Forsinket", "Forsinkede") if f"\n{heading}\n" in mail.body]


def test_a_letter_is_danish_whatever_language_is_chosen(cast_once: Cast, plan: Any, sent: Any, english: None) -> None:
    progress.mine(plan, cast_once.staff, TODAY)
    (mail,) = sent()
    assert mail.subject.startswith("Påmindelse")
    assert "Frist: 13. marts 2024" in mail.body
    assert "Regards" not in mail.body


def test_a_text_cannot_pass_for_more_than_itself(cast_once: Cast, plan: Any, sent: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY, "Et <møde> & et\x0b til")
    (mail,) = sent()
    assert "- Et <møde> & et til\n" in mail.body


def test_who_has_no_name_is_greeted_all_the_same(cast_once: Cast, plan: Any, sent: Any) -> None:
    user = cast_once.staff
    user.name = ""
    user.save()
    progress.mine(plan, user, TODAY)
    (mail,) = sent()
    assert mail.body.startswith("Hej\n\n")
