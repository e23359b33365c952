"""What only a template's layout needs does not reach the browser, and what shows does."""

import pytest
from django.template.loader import get_template

from abc_portal.core.loaders import compact


@pytest.mark.parametrize(
    ("source", "compacted"),
    [
        ("<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>\n", "<ul><li>one</li><li>two</li></ul>"),
        ("<p>\n  <b>one</b>\n  <i>two</i>\n</p>", "<p><b>one</b>\n<i>two</i></p>"),
        ("<b>one</b>\n  and", "<b>one</b>\nand"),
        ("<b>one</b>, <i>two</i>", "<b>one</b>, <i>two</i>"),
        ("<li>one</li> <li>two</li>", "<li>one</li> <li>two</li>"),
        ("one\n\n\n  two", "one\ntwo"),
        ("{% if a %}\n  <td>{{ b }}</td>\n{% endif %}\n{{ c }}", "{% if a %}<td>{{ b }}</td>{% endif %}\n{{ c }}"),
        ("<pre>\n  kept\n</pre>", "<pre>\n  kept\n</pre>"),
        ('<textarea\n  rows="2">\n  {{ text }}</textarea>', '<textarea\n  rows="2">\n  {{ text }}</textarea>'),
        (
            "<p>{% blocktranslate %}one\n  two{% endblocktranslate %}</p>",
            "<p>{% blocktranslate %}one\n  two{% endblocktranslate %}</p>",
        ),
    ],
)
def test_compact_between_tags_leaves_what_a_browser_shows(source: str, compacted: str) -> None:
    assert compact(source) == compacted


@pytest.mark.parametrize(
    ("source", "compacted"),
    [
        ('<a\n  class="x"\n  href="{{ y }}"\n>z</a>', '<a class="x" href="{{ y }}">z</a>'),
        ('<a\n  class="\n    x\n    {% if y > 1 %} z{% endif %}\n  "\n>', '<a class="x {% if y > 1 %} z{% endif %}">'),
        ('<b title="one >\n  two">', '<b title="one > two">'),
        ('<svg>\n  <rect\n    width="{{ x }}"\n  />\n</svg>', '<svg>\n<rect width="{{ x }}"/>\n</svg>'),
    ],
)
def test_compact_inside_a_tag_sets_the_attributes_on_one_line(source: str, compacted: str) -> None:
    assert compact(source) == compacted


def test_templates_of_pages_are_compacted_and_those_of_mails_are_not() -> None:
    page = get_template("_components/breadcrumb.html").template.source
    letter = get_template("notifications/letter.txt").template.source
    assert "\n  " not in page
    assert "\n\n" in letter


def test_pages_of_installed_apps_are_found_too() -> None:
    assert 'id="login-form"' in get_template("admin/login.html").template.source
