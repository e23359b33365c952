"""What is told of a plan's texts: each check fired and not fired, and where the link leads."""

from typing import Any

import pytest

from abc_portal.pages.edit_pages import edit_address
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding
from abc_portal.texts import figures
from abc_portal.texts.figures import Image
from plans.models import (
    Activity,
    Anchoring,
    Membership,
    Milestone,
    Plan,
    PlanFocusArea,
    Signatory,
    StrategicAgreement,
    SubAgreement,
)
from plans.texts.findings import _PLACEHOLDER, texts
from tests import factories, scale
from tests.findings import findings
from tests.people import Cast

pytestmark = pytest.mark.django_db
CODES = (
    "figure-reference-broken", "stated-figure-differs", "image-reference-broken", "image-without-alternative-text",
    "mark-unreadable", "placeholder-text-left",
)  # fmt: skip


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture(autouse=True)
def archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_image_providers", [lambda _plan: [Image("kort", "Kort", "/kort/", lambda: b"")]])


def text_findings(cast: Cast) -> list[Finding]:
    return [finding for finding in findings(Plan.objects.get(pk=cast.plan.pk)) if finding.code in CODES]


def of(cast: Cast, text: str) -> list[Finding]:
    """What is told of a plan whose only text is this."""
    factories.activity(cast.sub, "Lektiecafé", purpose=text)
    return text_findings(cast)


@pytest.mark.parametrize(
    ("text", "code", "severity", "words"),
    [
        ("<p>[[tal:findes-ikke]]</p>", "figure-reference-broken", Severity.ERROR, "findes-ikke"),
        ("<p>[[tal:findes-ikke=7]]</p>", "figure-reference-broken", Severity.ERROR, "findes-ikke"),
        (
            "<p>[[tal:delaftaler=4]]</p>",
            "stated-figure-differs",
            Severity.WARNING,
            "»4« som tallet »delaftaler«, men portalen har 2",
        ),
        ("<p>[[billede:væk|Et hus]]</p>", "image-reference-broken", Severity.ERROR, "væk"),
        ("<p>[[billede:kort]]</p>", "image-without-alternative-text", Severity.WARNING, "kort"),
        ("<p>[[tal:<strong>organer</strong>]]</p>", "mark-unreadable", Severity.WARNING, "[[tal:organer]]"),
        ("<p>Der er XXX beboere</p>", "placeholder-text-left", Severity.WARNING, "»XXX«"),
        ("<p>Lorem Ipsum dolor</p>", "placeholder-text-left", Severity.WARNING, "»Lorem Ipsum«"),
        ("<p>[indsæt navn]</p>", "placeholder-text-left", Severity.WARNING, "»[indsæt«"),
        ("<ul><li><p>Skriv her</p></li></ul>", "placeholder-text-left", Severity.WARNING, "»Skriv her«"),
        ("<p>TODO: tal</p>", "placeholder-text-left", Severity.WARNING, "»TODO«"),
        ("<p>…udfyldes</p>", "placeholder-text-left", Severity.WARNING, "»…udfyldes«"),
        ("<p>I alt ??? kr.</p>", "placeholder-text-left", Severity.WARNING, "»???«"),
        ("<p>&lt;indsæt navn&gt;</p>", "placeholder-text-left", Severity.WARNING, "»<indsæt navn>«"),
    ],
)
def test_each_fault_is_reported_where_it_is(cast: Cast, text: str, code: str, severity: Severity, words: str) -> None:
    [found] = of(cast, text)
    assert (found.code, found.severity) == (code, severity)
    assert found.where == "Aktivitet · Lektiecafé: formål"
    assert words in found.message
    activity = Activity.objects.get(name="Lektiecafé")
    assert found.link == f"/planer/{cast.plan.slug}/aktiviteter/{activity.pk}/rediger/"


@pytest.mark.parametrize(
    "text",
    [
        "<p>[[tal:delaftaler]] [[tal:delaftaler=2]] [[tal:delaftaler=to]]</p>",
        "<p>[[tal:beboere=3.633]]</p>",  # what the data do not know contradicts nothing
        "<p>[[billede:kort|Kort]]</p><p>Et tal[[note:Se bilag 1]]</p>",
        "<p>Skemaet udfyldes af skolen. Maxxxi, Foxxx? Hvad nu??</p>",
        "<p>Skriv</p><p>her</p>",
        "<p>Afsnit [1] og [[andet]]</p>",
    ],
)
def test_what_is_in_order_is_not_reported(cast: Cast, text: str) -> None:
    assert of(cast, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "XX Kommune", "xx", "X Kommune", "(navn på kommune)", "[navn på boligorganisation]", "____", "Indsæt tekst her",
        "[…]", "[...]", "[ ]", "(?)", "i 20xx", "fra 202X", "NN", "N.N.", "........", "{navn}", "(dato)",
        "(angiv antal)", "udfyldes senere", "Tekst følger", "dd-mm-åååå", "Klik eller tryk her for at skrive tekst",
        "Click or tap here to enter text", "###", "Vælg et element.", "blindtekst", "kl. xx.xx", "[Beløb]", "TBD",
        "Skriv tekst her",
    ],
)  # fmt: skip
def test_every_usual_blank_is_found(text: str) -> None:
    assert _PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "og så videre ...", "Vi venter… og ser", "(navnlig unge)", "(datoen er flyttet)", "Der skrives referat", "Xxl",
        "Kommune X", "(antal beboere: 20)", "[[tal:beboere=3]] [[note:ok]]", "Vælg et element af planen og",
        "(dato i 2021 kendes)", "teksten her er god", "§ 91 a, nr. 3", "A_B", "WC#2", "(angivet i bilag 2)", "INN",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_blank_is_not(text: str) -> None:
    assert not _PLACEHOLDER.search(text)


def test_the_same_fault_twice_in_a_text_is_reported_once(cast: Cast) -> None:
    assert len(of(cast, "<p>[[tal:væk]] xxx [[tal:væk]] xxx</p>")) == 2


def test_every_rich_text_is_read_and_each_leads_to_its_own_page(cast: Cast) -> None:
    plan = Plan.objects.get(pk=cast.plan.pk)
    plan.vision = "<p>xxx</p>"
    factories.saved(plan, plan)
    sub = plan.sub_agreements.get(pk=cast.sub.pk)
    sub.content = "<p>xxx</p>"
    factories.saved(sub, plan)
    area = sub.plan_focus_area
    area.problem = "<p>xxx</p>"
    factories.saved(area, plan)
    section = factories.agreement(plan, sections=1).sections.get()
    section.text = "<p>xxx</p>"
    factories.saved(section, plan)
    body = factories.body(plan, purpose="<p>xxx</p>")
    base = f"/planer/{plan.slug}"
    assert {item.link for item in text_findings(cast)} == {
        f"{base}/rediger/",
        f"{base}/aftaler/{cast.sub.slug}/rediger/",
        f"{base}/aftaler/indsatsomraade/{area.pk}/rediger/",
        f"{base}/aftaler/afsnit/{section.pk}/rediger/",
        edit_address(plan, type(body), body.pk),
    }
    client = cast.client("leader")
    assert all(client.get(item.link).status_code == 200 for item in text_findings(cast))


def test_names_are_read_too(cast: Cast) -> None:
    factories.activity(cast.sub, "XXX")
    [found] = text_findings(cast)
    assert found.where == "Aktivitet · XXX"
    signs = factories.signatory(factories.party(cast.plan), title="Skriv her")
    where = {item.where: item.link for item in text_findings(cast)}
    assert where["Underskriver · Skriv her"] == edit_address(cast.plan, Signatory, signs.pk)


def test_a_focus_area_goes_by_the_round_s_name(cast: Cast) -> None:
    row = PlanFocusArea.objects.get(pk=cast.sub.plan_focus_area_id)
    row.problem = "<p>???</p>"
    factories.saved(row, cast.plan)
    [found] = text_findings(cast)
    assert row.focus_area.name in found.where


def test_a_row_is_edited_on_its_page_and_one_without_has_no_address(cast: Cast) -> None:
    assert edit_address(cast.plan, Membership, 1) == f"/planer/{cast.plan.slug}/roller/1/periode/"
    # Its page is found by the activity's number, which is not the row's own.
    assert edit_address(cast.plan, Anchoring, 1) == ""


def test_a_row_with_several_edit_pages_is_edited_on_its_own(cast: Cast) -> None:
    base = f"/planer/{cast.plan.slug}"
    assert edit_address(cast.plan, Plan, cast.plan.pk, cast.plan.slug) == f"{base}/rediger/"
    assert edit_address(cast.plan, Milestone, 7) == f"{base}/milepaele/7/rediger/"
    assert edit_address(cast.plan, StrategicAgreement, 7) == f"{base}/aftaler/rediger/"
    assert edit_address(cast.plan, SubAgreement, 7, "sundhed") == f"{base}/aftaler/sundhed/rediger/"


def test_another_plan_s_texts_are_not_reported_here(cast: Cast) -> None:
    factories.activity(factories.sub_agreement(cast.other_plan), purpose="<p>xxx [[tal:væk]]</p>")
    assert text_findings(cast) == []


def test_texts_take_one_query_and_are_those_of_the_plan(cast: Cast, django_assert_num_queries: Any) -> None:
    scale.grow(cast.plan, 3)
    with django_assert_num_queries(1):
        found = texts(cast.plan)
    assert {item.model._meta.label for item in found if item.is_rich} >= {"plans.Activity", "plans.AgreementSection"}
    assert "plans.Plan" in {item.model._meta.label for item in found}
    assert "plans.Membership" not in {item.model._meta.label for item in found}
