"""Rich text holds what the editor offers and nothing else, on saving, on import and on showing."""

import re

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.audit import change_sets
from abc_portal.core import richtext
from plans.models import Plan
from tests import factories

UNCHANGED = [
    "<p>Tekst med <strong>fed</strong> og <em>kursiv</em></p>",
    "<h3>Overskrift</h3><h4>Mindre</h4>",
    "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
    "<ol><li><p>a</p></li></ol>",
    "<p>a<br>b</p>",
    '<p><a href="https://example.dk/side?a=1&amp;b=2">link</a></p>',
    '<p><a href="mailto:nogen@example.dk">skriv</a></p>',
    "<table><tbody><tr><th><p>År</p></th><td><p>2021</p></td></tr></tbody></table>",
    '<table><tbody><tr><td colspan="2" rowspan="2"><p>x</p></td></tr></tbody></table>',
    "<p>5 &lt; 6 &amp; 7 – æøå</p>",
    "",
]

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    '<p onclick="alert(1)">x</p>',
    "<p OnMouseOver=alert(1)>x</p>",
    '<img src="x" onerror="alert(1)">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<iframe src="https://x.example"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jaVa&#115;cript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="https://x.example" style="position:fixed" onclick="x" class="button" id="indhold">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<style>body { display: none }</style>",
    '<link rel="stylesheet" href="//x.example/a.css">',
    '<meta http-equiv="refresh" content="0;url=//x.example">',
    '<base href="//x.example/">',
    '<form action="//x.example"><input name="password"><button>Log ind</button></form>',
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<p><b><script>alert(1)</b></p></script>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<a href="https://x.example" target="_blank" rel="opener">x</a>',
    "<div><section><article>x</article></section></div>",
    "<h1>x</h1><h2>y</h2><h6>z</h6>",
    "<video src=x></video><audio src=x></audio>",
    "<p>{% debug %}{{ settings.SECRET_KEY }}</p>",
]
ALLOWED_TAGS = {
    "p", "strong", "em", "ul", "ol", "li", "br", "h3", "h4", "a", "table", "tbody", "thead", "tr", "th", "td",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"href", "colspan", "rowspan", "rel", "start", "type", "reversed"}


def assert_clean(html: str) -> None:
    for tag in re.findall(r"<[^>]*>", html):
        assert re.match(r"</?([a-z0-9]+)", tag), tag
        assert re.match(r"</?([a-z0-9]+)", tag)[1] in ALLOWED_TAGS, tag
        attributes = set(re.findall(r"\s([^\s=>]+)=\"", tag))
        assert attributes <= ALLOWED_ATTRIBUTES, tag
        for address in re.findall(r'href="([^"]*)"', tag):
            assert re.match(r"(https?:|mailto:|[^:]*$)", address), address


@pytest.mark.parametrize("html", UNCHANGED)
def test_what_the_editor_makes_is_unchanged(html: str) -> None:
    assert richtext.clean(html) == html


@pytest.mark.parametrize("html", HOSTILE)
def test_whatever_else_is_taken_away(html: str) -> None:
    cleaned = richtext.clean(f"<p>før</p>{html}<p>efter</p>")
    assert_clean(cleaned)
    assert "<p>før</p>" in cleaned


def test_the_text_of_a_paste_from_word_stays_without_its_clothes() -> None:
    pasted = (
        "<html><head><style>p.MsoNormal{mso-style-unhide:no}</style></head><body><!--StartFragment-->"
        '<p class="MsoNormal" style="margin-bottom:0cm"><span lang="DA" style="font-family:Calibri">Beboerne i '
        "<strong>AKB</strong><o:p></o:p></span></p>"
        '<p class="MsoListParagraph"><!--[if !supportLists]-->·<![endif]-->Punkt</p></body></html>'
    )
    cleaned = richtext.clean(pasted)
    assert_clean(cleaned)
    assert "<p>Beboerne i <strong>AKB</strong></p>" in cleaned
    assert "mso" not in cleaned.lower()
    assert "Punkt" in cleaned


def test_a_link_keeps_only_its_address() -> None:
    cleaned = richtext.clean('<p><a href="https://x.example" target="_blank" onclick="x" class="y">x</a></p>')
    assert cleaned == '<p><a href="https://x.example">x</a></p>'


def test_deep_nesting_is_no_burden() -> None:
    assert "tekst" in richtext.clean("<ul><li>" * 300 + "tekst" + "</li></ul>" * 300)


@given(st.text("<>/=\"' abhimnoprstv:;&#!-\n", max_size=80))
def test_any_markup_comes_out_clean_and_stays_as_it_is(html: str) -> None:
    cleaned = richtext.clean(html)
    assert_clean(cleaned)
    assert richtext.clean(cleaned) == cleaned


@given(st.lists(st.sampled_from([*HOSTILE, *UNCHANGED]), max_size=6))
def test_any_mixture_comes_out_clean_and_stays_as_it_is(parts: list[str]) -> None:
    cleaned = richtext.clean("".join(parts))
    assert_clean(cleaned)
    assert richtext.clean(cleaned) == cleaned


@pytest.mark.django_db
def test_a_text_is_cleaned_on_every_save() -> None:
    plan = factories.plan("rig", vision='<p onclick="x">Alle</p><script>x</script>')
    assert plan.vision == "<p>Alle</p>"
    assert Plan.objects.get(pk=plan.pk).vision == "<p>Alle</p>"
    plan.vision = "<h1>Ny</h1>"
    change_sets.save(plan, change_set=change_sets.begin(by=None, program="tests"))
    assert Plan.objects.get(pk=plan.pk).vision == "<h3>Ny</h3>"
    assert plan.history.first().vision == "<h3>Ny</h3>"


@pytest.mark.django_db
def test_a_text_that_got_into_the_database_otherwise_is_cleaned_before_it_is_shown() -> None:
    plan = factories.plan("rig")
    Plan.objects.filter(pk=plan.pk).update(vision="<p>Alle</p><script>alert(1)</script>")
    plan.refresh_from_db()
    shown = Template("{{ plan.vision|rich }}").render(Context({"plan": plan}))
    assert shown == "<p>Alle</p>"


@pytest.mark.parametrize("nothing", ["", None])
def test_no_text_shows_nothing(nothing: str | None) -> None:
    assert richtext.safe(nothing or "") == ""
    assert Template("{{ text|rich }}").render(Context({"text": nothing})) == ""
