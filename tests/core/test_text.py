"""Text from outside: what is refused, and how the rest is written; and that every way in passes there."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import richtext, text
from abc_portal.reporting.interchange import UnreadableDocument, export_plan, parsed
from plans.models import Plan
from tests import factories, progress
from tests.html import posted
from tests.people import Cast
from tests.readers import words

SIGN, NUMBER = "Teksten indeholder et tegn, der ikke kan gemmes.", "Et tal har mere end 1000 cifre."
LONG = "9" * 5000


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Bæk- og Fosgården", "Bæk- og Fosgården"),
        ("Fosga\u030arden", "Fosgården"),
        ("5\u00a0mio.\u202fkr.", "5 mio. kr."),
        ("bolig\u00adsocial\u200b\ufeff", "boligsocial"),
        ("to\u2003ord", "to ord"),
        ("første\r\nanden\rtredje\x0bfjerde\u2028femte", "første\nanden\ntredje\nfjerde\nfemte"),
        ("5\u00a0kr.\nog mere", "5\u00a0kr.\nog mere"),
        ("<p>5\u00a0kr.</p>", "<p>5\u00a0kr.</p>"),
        ("med\ttabulator", "med\ttabulator"),
        ("\x02Pro\x1fjekt\x7f\x9d", "Projekt"),
        ("\u202eegnap\u202c", "egnap"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("Beskæf\u200dtigelse", "Beskæftigelse"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("❤️ og 𝔘", "❤️ og 𝔘"),
    ],
)
def test_text_is_stored_in_one_way(typed: str, expected: str) -> None:
    assert text.taken(typed) == expected


@given(st.text())
def test_text_tidied_twice_is_as_tidied_once(typed: str) -> None:
    once = text.tidy(typed)
    assert text.tidy(once) == once


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("a\x00b", SIGN), ("\ud800", SIGN), ("x\udfff", SIGN), ("\uffff", SIGN), (LONG, NUMBER), (f"a{LONG}b", NUMBER)],
)
def test_text_that_no_field_holds_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(text.TextRefused, match=sentence):
        text.check(typed)
    with pytest.raises(text.TextRefused, match=sentence):
        text.taken(typed)


def test_long_text_without_long_numbers_is_taken() -> None:
    assert text.taken("æ 123456789\n" * 10_000) == "æ 123456789\n" * 10_000


@pytest.mark.parametrize("html", ["<p>bolig&shy;social&#1;&#x200b;</p>", "<p>bolig\u00adsocial</p>"])
def test_rich_text_is_tidied_when_its_entities_are_read(html: str) -> None:
    assert richtext.clean(html) == "<p>boligsocial</p>"


# --- every way in -----------------------------------------------------------------------------------------


@pytest.mark.django_db
class TestWaysIn:
    def client(self, cast: Cast) -> Client:
        client = cast.client("leader")
        client.raise_request_exception = False
        return client

    @pytest.mark.parametrize(("value", "sentence"), [("a%00b", SIGN), (LONG, NUMBER)])
    def test_query_string_that_cannot_be_stored_is_reported(self, cast: Cast, value: str, sentence: str) -> None:
        for address in ("/planer/?q=", f"/planer/{cast.plan.slug}/milepaele/?planaar=", "/admin/plans/plan/?q="):
            answer = self.client(cast).get(address + value)
            assert answer.status_code == 400, address
            assert sentence in words(answer), address

    def test_field_that_cannot_be_stored_is_reported_with_what_was_typed(self, cast: Cast) -> None:
        body = factories.body(cast.plan)
        client, address = self.client(cast), reverse("governance:seat_add", args=[cast.plan.slug, body.pk])
        answer = client.post(address, {**posted(client.get(address)), "title": f"Formand {LONG}"})
        assert answer.status_code == 400
        assert NUMBER in words(answer)
        assert "Formand" in words(answer)

    def test_cell_of_the_grid_with_too_long_a_number_is_reported(self, cast: Cast) -> None:
        criterion = progress.criterion(factories.activity(cast.sub))
        for typed in (LONG, f"{LONG} af 40", f"12 af {LONG}"):
            data = {"row": criterion.pk, "cell": "2022-01-01", "typed-2022-01-01": typed}
            address = reverse("plans:results_save_row", args=[cast.plan.slug])
            answer = self.client(cast).post(address, data, headers={"accept": "application/json"})
            assert answer.status_code == 400
            assert NUMBER in answer.json()["message"]

    def test_field_is_tidied(self, cast: Cast) -> None:
        body = factories.body(cast.plan)
        client, address = self.client(cast), reverse("governance:seat_add", args=[cast.plan.slug, body.pk])
        typed = {"title": "For\u00admand\u00a0for ga\u030arden"}
        assert client.post(address, {**posted(client.get(address)), **typed}).status_code == 302
        assert body.seats.get().title == "Formand for gården"

    def test_password_is_taken_as_it_was_typed(self, cast: Cast, client: Client) -> None:
        password = "Ga\u030arden\u00a0\u00ad2026"
        user = cast.leader
        user.set_password(password)
        user.save()
        answer = client.post("/konto/log-ind/", {"login": user.email, "password": password})
        assert answer.status_code == 302

    def test_name_of_a_file_is_tidied(self, cast: Cast) -> None:
        client, address = self.client(cast), reverse("plans:file_add", args=[cast.plan.slug])
        opened = posted(client.get(address))
        upload = SimpleUploadedFile("Ga\u030ard\u00adplan.png", factories.PNG)
        data = {**opened, "title": "Kort", "kind": "other", "content": upload}
        answer = client.post(address, data)
        assert answer.status_code == 302, answer.context["form"].errors
        assert cast.plan.files.get().versions.get().name == "Gårdplan.png"

    def test_cookie_that_cannot_be_looked_up_is_as_none(self, client: Client) -> None:
        for cookie in ('"a\\000b"', LONG):
            answer = client.get("/planer/", headers={"cookie": f"sessionid={cookie}; django_language={cookie}"})
            assert answer.status_code == 302

    def test_path_that_cannot_be_stored_leads_nowhere(self, client: Client, cast: Cast) -> None:
        for path in ("/kalender/%00.ics", f"/planer/plan-a/milepaele/{LONG}/rediger/", "/konto/adgangskode/ny/1-%00/"):
            assert self.client(cast).get(path).status_code == 404, path

    def test_document_that_cannot_be_stored_is_reported(self, cast: Cast, tmp_path: Any) -> None:
        for value, sentence in (('"\\ud800"', SIGN), ('"a\\u0000"', SIGN), (LONG, NUMBER), (f'"{LONG}"', NUMBER)):
            content = f'{{"plan": {{"name": {value}}}}}'
            file = SimpleUploadedFile("plan.json", content.encode())
            answer = self.client(cast).post("/planer/indlaes/", {"what": "trial", "file": file})
            assert answer.status_code == 422
            assert sentence in words(answer)
            (tmp_path / "plan.json").write_text(content, encoding="utf-8")
            with pytest.raises(CommandError):
                call_command("import_plan", str(tmp_path / "plan.json"))

    def test_document_with_a_key_that_cannot_be_stored_is_reported(self, cast: Cast) -> None:
        with pytest.raises(UnreadableDocument) as refused:
            parsed('{"plan": {"na\\ud800me": "Plan A"}}')
        assert SIGN in str(refused.value.faults[0])

    def test_document_of_what_the_portal_keeps_is_the_same_after_it_was_read(self, cast: Cast) -> None:
        client, address = self.client(cast), reverse("plans:edit", args=[cast.plan.slug])
        client.post(address, {**posted(client.get(address)), "name": "Pla\u030anen\u00a0👩\u200d👧"})
        written = export_plan(Plan.objects.get(pk=cast.plan.pk))
        assert parsed(written) == json.loads(written)
