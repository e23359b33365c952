"""The filters and tags that every template has."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from abc_portal.core.dates import PartialDate, Precision
from abc_portal.core.forms import AmountField
from abc_portal.core.richtext import RichTextField


def shown(template: str, **context: Any) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("filter_name", "value", "text"),
    [
        ("money", 120049600, "1.200.496\u00a0kr."),
        ("money", 0, "0\u00a0kr."),
        ("money", 50, "0,50\u00a0kr."),
        ("kroner", 120049600, "1.200.496"),
        ("kroner", 0, "0"),
        ("number", Decimal("88.9"), "88,9"),
        ("number", 0, "0"),
        ("number", 2026, "2.026"),
        ("percent", Decimal("34.5"), "34,5\u00a0%"),
        ("percent", 0, "0\u00a0%"),
        ("day", date(2021, 3, 1), "1. marts 2021"),
        ("day", PartialDate(date(2021, 4, 1), Precision.QUARTER), "2. kvartal 2021"),
        ("day", datetime(2021, 2, 28, 23, 30, tzinfo=UTC), "1. marts 2021"),
        ("moment", datetime(2021, 7, 1, 14, 5, tzinfo=UTC), "1. juli 2021 kl. 16.05"),
        ("moment", datetime(2021, 1, 1, 14, 5, tzinfo=UTC), "1. januar 2021 kl. 15.05"),
    ],
)
def test_a_value_is_written_for_a_danish_reader(filter_name: str, value: Any, text: str) -> None:
    assert shown(f"{{{{ value|{filter_name} }}}}", value=value) == text


@pytest.mark.parametrize(
    ("label", "text"), [("Frist", "Frist:"), ("Hvorfor udskydes den?", "Hvorfor udskydes den?"), ("Type:", "Type:")]
)
def test_a_label_before_a_sentence_has_one_mark_at_its_end(label: str, text: str) -> None:
    assert shown("{{ value|lead_in }}", value=label) == text


@pytest.mark.parametrize("filter_name", ["money", "kroner", "number", "percent", "day", "moment"])
def test_unknown_is_said_and_is_never_zero(filter_name: str) -> None:
    assert shown(f"{{{{ value|{filter_name} }}}}", value=None) == "ikke oplyst"


def test_english_readers_get_english_words() -> None:
    with translation.override("en"):
        assert shown("{{ value|money }}", value=None) == "not stated"
        assert shown("{{ value|day }}", value=date(2021, 3, 1)) == "1 March 2021"


def test_a_key_or_a_year_has_no_thousands_mark() -> None:
    assert shown("{{ pk }} {{ year }}", pk=12345, year=2026) == "12345 2026"


def test_an_icon_is_hidden_from_screen_readers() -> None:
    html = shown('{% icon "add" %}')
    assert 'aria-hidden="true"' in html
    assert re.search(r"all-svg-icons\.svg(\?v=\w+)?#add", html)
    assert "<script>" not in shown("{% icon name %}", name='"><script>')


class Every(forms.Form):
    text = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))
    long = forms.CharField(widget=forms.Textarea)
    amount = AmountField()
    choice = forms.ChoiceField(choices=[("a", "A")])
    radio = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    yes = forms.BooleanField()
    hidden = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("name", "class_name"),
    [
        ("text", "wide form-input"), ("long", "form-input"), ("amount", "form-input"), ("choice", "form-select"),
        ("radio", "form-radio"), ("many", "form-checkbox"), ("yes", "form-checkbox"),
    ],
)  # fmt: skip
def test_each_input_has_the_design_systems_class(name: str, class_name: str) -> None:
    assert f'class="{class_name}"' in shown("{% widget field %}", field=Every()[name])


def test_only_a_lone_checkbox_is_drawn_as_one() -> None:
    form = Every()
    lone = [name for name in form.fields if shown("{{ field|is_single_checkbox }}", field=form[name]) == "True"]
    assert lone == ["yes"]


@pytest.mark.parametrize(
    ("address", "change", "query"),
    [
        ("/planer/", "sort='name'", "?sort=name"),
        ("/planer/?q=b%C3%A6k&page=2", "sort='-name' page=''", "?q=b%C3%A6k&amp;sort=-name"),
        ("/planer/?page=2", "page=''", "?"),
        ("/planer/?page=2", "page=None", "?"),
        ("/planer/?page=2&page=3", "page=4", "?page=4"),
        ("/planer/?q=%22%3E%3Cscript%3E", "page=2", "?q=%22%3E%3Cscript%3E&amp;page=2"),
        ("/planer/?a=1&a=2", "page=2", "?a=1&amp;a=2&amp;page=2"),
    ],
)
def test_a_link_keeps_the_rest_of_the_question(rf: RequestFactory, address: str, change: str, query: str) -> None:
    assert shown(f"{{% with_query {change} %}}", request=rf.get(address)) == query


def test_a_form_without_scripts_gets_no_scripts(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.csp_nonce = "abc123"  # type: ignore[attr-defined]
    assert shown("{% media_with_nonce media %}", request=request, media=forms.Form().media) == ""


def test_the_editors_scripts_carry_the_answers_nonce(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.csp_nonce = "abc123"  # type: ignore[attr-defined]

    class Editor(forms.Form):
        text = RichTextField().formfield()

    html = shown("{% media_with_nonce media %}", request=request, media=Editor().media)
    assert "editor" in html
    for tag in ("style", "script"):
        inline = [item for item in _tags(html, tag) if "src=" not in item]
        assert inline
        assert all('nonce="abc123"' in item for item in inline)


def _tags(html: str, tag: str) -> list[str]:
    import re

    return re.findall(rf"<{tag}[^>]*>", html)
