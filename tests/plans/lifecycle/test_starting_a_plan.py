"""Who may bring a new plan into the portal, and which short names it can have."""

import pytest
from django.core.exceptions import ValidationError

from abc_portal.core.access import Refused
from plans.models import Plan
from plans.shared import access
from plans.shared.validators import PLAN_WORDS
from tests import factories
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_leaders_and_the_administrator_start_plans_and_nobody_else(cast_once: Cast) -> None:
    everybody = (*Cast.ROLES, "admin", "outsider", "other_leader")
    may = {name for name in everybody if access.may_start_plan(getattr(cast_once, name))}
    assert may == {"leader", "admin", "other_leader"}
    access.check_can_start_plan(cast_once.leader)
    with pytest.raises(Refused, match="Kun en sekretariatsleder kan oprette en ny helhedsplan"):
        access.check_can_start_plan(cast_once.staff)


def test_a_closed_account_starts_nothing(cast_once: Cast) -> None:
    for user in (cast_once.leader, cast_once.admin):
        user.is_active = False
        assert not access.may_start_plan(user)


@pytest.mark.parametrize("word", PLAN_WORDS)
def test_a_plan_is_not_called_by_a_word_of_the_addresses(cast_once: Cast, word: str) -> None:
    with pytest.raises(ValidationError) as caught:
        factories.plan(word)
    assert caught.value.message_dict == {
        "slug": [f"»{word}« er et af de ord, portalens egne adresser bruger; vælg et andet."]
    }
    assert not Plan.objects.filter(slug=word).exists()
