"""The table of who contributes what: all lines in one form, guarded line by line, one change set."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from plans.models import Plan, Responsibility
from tests import factories, html, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return replace(cast_once, plan=Plan.objects.get(pk=cast_once.plan.pk))


def _address(cast: Cast) -> str:
    return reverse("plans:sub_roles_edit", args=[cast.plan.slug, cast.sub.slug])


def _lines(cast: Cast) -> list[str]:
    return [row.contributes for row in Responsibility.objects.filter(sub_agreement=cast.sub)]


def test_lines_are_added_changed_and_deleted_in_one_change_set(cast: Cast) -> None:
    keep = factories.responsibility(cast.plan, sub_agreement=cast.sub, contributes="Lokaler", position=0)
    factories.responsibility(cast.plan, "Skolen", sub_agreement=cast.sub, contributes="Lærere", position=1)
    client, before = cast.client("staff"), ChangeSet.objects.count()
    data = html.posted(client.get(_address(cast)))
    data |= {"rows-0-contributes": "Lokaler og varme", "rows-1-DELETE": "on"}
    data |= {"rows-2-who": "Politiet", "rows-2-contributes": "Råd", "rows-2-phase": "Opstart"}
    assert client.post(_address(cast), data).status_code == 302
    assert _lines(cast) == ["Lokaler og varme", "Råd"]
    assert ChangeSet.objects.count() == before + 1
    keep.refresh_from_db()
    assert keep.version == 2
    text = readers.words(cast.client("board").get(reverse("plans:sub_agreement", args=[cast.plan.slug, cast.sub.slug])))
    assert "Opstart" in text
    assert "Politiet Råd" in text


def test_nothing_typed_writes_nothing(cast: Cast) -> None:
    factories.responsibility(cast.plan, sub_agreement=cast.sub)
    client, before = cast.client("staff"), ChangeSet.objects.count()
    assert client.post(_address(cast), html.posted(client.get(_address(cast)))).status_code == 302
    assert ChangeSet.objects.count() == before


def test_a_line_without_anybody_is_refused_and_shown_again(cast: Cast) -> None:
    client = cast.client("staff")
    data = html.posted(client.get(_address(cast))) | {"rows-0-contributes": "Lokaler"}
    answer = client.post(_address(cast), data)
    assert answer.status_code == 422
    assert "Vælg en organisation, eller skriv, hvem det er." in readers.words(answer)
    assert "Lokaler" in answer.content.decode()
    assert _lines(cast) == []


def test_the_plan_s_own_table_is_by_phase_and_apart_from_the_sub_agreements(cast: Cast) -> None:
    factories.responsibility(cast.plan, sub_agreement=cast.sub, contributes="Kun i delaftalen")
    factories.responsibility(cast.plan, "Koordinatoren", contributes="Tager initiativ", phase="1. Initiativ")
    factories.responsibility(cast.plan, "Bestyrelsen", contributes="Godkender", phase="3. Godkendelse", position=1)
    text = readers.words(cast.client("board").get(reverse("plans:agreements", args=[cast.plan.slug])))
    assert text.index("1. Initiativ") < text.index("Tager initiativ") < text.index("3. Godkendelse")
    assert "Kun i delaftalen" not in text
    address, client = reverse("plans:roles_edit", args=[cast.plan.slug]), cast.client("staff")
    opened = client.get(address)
    assert "Kun i delaftalen" not in opened.content.decode()
    data = html.posted(opened) | {"rows-2-who": "Formanden", "rows-2-contributes": "Leder møder"}
    assert client.post(address, data).status_code == 302
    row = Responsibility.objects.get(who="Formanden")
    assert (row.sub_agreement, row.position) == (None, 2)


def test_the_second_editor_of_a_line_sees_both_versions_and_loses_nothing(cast: Cast) -> None:
    first = factories.responsibility(cast.plan, sub_agreement=cast.sub, contributes="Lokaler", position=0)
    second = factories.responsibility(cast.plan, "Skolen", sub_agreement=cast.sub, contributes="Lærere", position=1)
    slow, quick = cast.client("staff"), cast.client("leader")
    mine = html.posted(slow.get(_address(cast))) | {"rows-0-contributes": "Lokaler og varme"}
    theirs = html.posted(quick.get(_address(cast)))
    theirs |= {"rows-0-contributes": "Lokaler og lys", "rows-1-DELETE": "on"}
    assert quick.post(_address(cast), theirs).status_code == 302
    answer = slow.post(_address(cast), mine)
    assert answer.status_code == 422
    text = readers.words(answer)
    assert "gemt imens »Lokaler og lys«, du skrev »Lokaler og varme«" in text
    assert f"»{second}« blev slettet af leader" in text
    assert _lines(cast) == ["Lokaler og lys"]
    assert slow.post(_address(cast), html.posted(answer)).status_code == 302
    first.refresh_from_db()
    assert first.contributes == "Lokaler og varme"


def test_what_was_typed_is_preserved_when_the_sub_agreement_is_gone(cast: Cast) -> None:
    client = cast.client("staff")
    data: dict[str, Any] = html.posted(client.get(_address(cast)))
    data |= {"rows-0-who": "Politiet", "rows-0-contributes": "Råd og vejledning"}
    gone = _address(cast).replace(cast.sub.slug, "findes-ikke")
    answer = client.post(gone, data)
    assert answer.status_code == 404
    assert "Råd og vejledning" in readers.words(answer)
