"""What the writer of a text did not see is not saved of it, also when it comes without the browser's editor."""

import json
from collections.abc import Callable

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import unseen
from abc_portal.core.richtext import clean, plain
from abc_portal.reporting.interchange import import_plan
from plans.models import SubAgreement
from tests.html import posted
from tests.pasted import HEAD, UNSEEN
from tests.people import Cast


@pytest.mark.parametrize("name", sorted(UNSEEN))
def test_what_was_not_seen_is_not_saved(name: str) -> None:
    written, expected = UNSEEN[name]
    # The editor puts a paragraph in each cell.
    saved = clean(written).replace("<td>Set</td>", "<td><p>Set</p></td>")
    assert saved.replace("\n", "") == expected
    assert clean(saved) == saved


@pytest.mark.parametrize(
    "html",
    [
        '<p class="x">Beboerne <s>er</s> <ins>bliver</ins> med</p>',
        '<p style="display:block;visibility:visible">Fremmødet er <span style="color:red">fint</span></p>',
        "<p>Se <a href='#_Toc1'>afsnit 2</a> om klubben</p>",
        '<div id="a"><div id="b_Head"><p>Hoved</p></div></div>',
        "<p>Han skrev: &lt;del&gt;ikke slettet&lt;/del&gt; class=x</p>",
    ],
)
def test_what_was_seen_stays(html: str) -> None:
    assert plain(clean(html)) == plain(html)


def through_a_document(cast: Cast, written: str) -> str:
    day = {"precision": "day"}
    document = {
        "schema": "abc-plan", "schema_version": 1,
        "plan": {"slug": "b", "name": "B", "start": {"date": "2021-01-01"} | day, "end": {"date": "2024-12-31"} | day,
                 "vision": written},
    }  # fmt: skip
    return import_plan(json.dumps(document)).vision


def through_a_form_without_the_script(cast: Cast, written: str) -> str:
    client, address = cast.client("leader"), reverse("plans:sub_agreement_edit", args=[cast.plan.slug, cast.sub.slug])
    answer = client.post(address, {**posted(client.get(address)), "content": written})
    assert answer.status_code == 302, answer.context["form"].errors
    return SubAgreement.objects.get(pk=cast.sub.pk).content


@pytest.mark.django_db
@pytest.mark.parametrize("way", [through_a_document, through_a_form_without_the_script])
@pytest.mark.parametrize("name", ["deleted", "comment", "hidden by its style", "contents"])
def test_what_was_not_seen_is_not_saved_whichever_way_it_comes(
    cast: Cast, name: str, way: Callable[[Cast, str], str]
) -> None:
    written, expected = UNSEEN[name]
    assert way(cast, written).replace("\n", "") == expected


def test_a_text_without_any_of_it_is_not_touched() -> None:
    text = '<p>5 &lt; 6&nbsp;kr. <a href="https://x.example">x</a><br></p>'
    assert unseen.removed(text) is text


def test_the_text_behind_what_is_removed_stays_in_its_place() -> None:
    assert clean("<p>a<del>x</del>b<em>c</em>d<del>y</del><del>z</del>e</p>") == "<p>ab<em>c</em>de</p>"


def test_deep_nesting_with_what_is_removed_is_no_burden() -> None:
    assert "tekst" in clean("<ul><li class=x>" * 400 + "tekst<del>x</del>" + "</li></ul>" * 400)


PARTS = [
    "<del>", "</del>", "a", "<p class=MsoToc1>", "<p>", "</p>", "<a href='#_Toc1'>", "<a href='#cmnt1'>", "</a>",
    "<sup>", "1 ", "<div id=a>", "<div id=a_Head>", "</div>", "<table>", "<td style='display:none'>", "<!-- x -->",
    "<script>", "</script>", "<svg>", "</svg>", "<xmp>", "<style>.a{display:none}</style>", "<b class=a>", "&nbsp;",
    "&lt;del&gt;", "<p {a=1>", HEAD, "<noscript>", "<template>", "<textarea>", "<math>", "<plaintext>", "<select>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_cleaning_twice_changes_nothing(parts: list[str]) -> None:
    once = clean("".join(parts))
    assert clean(once) == once
    assert "<script" not in once
