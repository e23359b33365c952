"""No PDF loses anything at the page's right edge, whatever is entered; and none leaves a page half empty."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import LinkField
from abc_portal.core.richtext import RichTextField
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import FULL_READER
from abc_portal.reporting.enums import DocumentFormat
from plans.models import Plan
from tests.reports import edges
from tests.reports.made import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once"), pytest.mark.one_database]

#: A word that is wider than a page.
LONG = "Boligorganisationssammenslutningsbestyrelsesformandskab" * 2
#: In points: the page's margin of 20 mm, and what is lost in reckoning.
MARGIN, ROUNDING, HEIGHT = 56.7, 0.5, 842
SLUGS = ("abc-2021-2025", "rum-for-liv-2013-2016")


def made(slug: str, kind: str) -> list[edges.DrawnText]:
    plan = Plan.objects.with_places().get(slug=slug)
    return edges.drawn(render.make(plan, all_kinds()[kind], reader=FULL_READER, as_of=DAY).content)


def beyond(texts: list[edges.DrawnText]) -> list[edges.DrawnText]:
    return [text for text in texts if text.right > text.page_width - MARGIN + ROUNDING]


def lengthen_every_text() -> None:
    """Each text of the plan's rows and of the shared lists becomes one word without an end."""
    for model in apps.get_models():
        if issubclass(model, Tracked):
            fields = [field for field in model._meta.concrete_fields if is_free_text(field)]
            for row in model._base_manager.all() if fields else ():
                values = {field.attname: longer(row, field) for field in fields if getattr(row, field.attname)}
                model._base_manager.filter(pk=row.pk).update(**values)


def is_free_text(field: Any) -> bool:
    if field.choices or field.unique or isinstance(field, models.SlugField | models.EmailField | LinkField):
        return False
    return isinstance(field, models.CharField | models.TextField) and (field.max_length or 99) > 20


def longer(row: Any, field: Any) -> str:
    if isinstance(field, RichTextField):
        row = f"<table><tbody><tr><td>{LONG}</td><td>a</td></tr></tbody></table>"
        return f"<p>{LONG}</p><ul><li><p>{LONG}</p></li></ul>{row}"
    key = str(row.pk)
    return LONG[: min(len(LONG), field.max_length or len(LONG)) - len(key)] + key


@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_of_a_real_plan_reaches_beyond_the_margin_and_only_the_last_page_is_half_empty(slug: str) -> None:
    texts = made(slug, "status")
    assert not beyond(texts)
    lowest: dict[int, float] = {}
    for text in texts:
        if text.baseline > MARGIN:
            lowest[text.page] = min(lowest.get(text.page, HEIGHT), text.baseline)
    assert all(lowest[page] < HEIGHT / 4 for page in list(lowest)[:-1]), lowest


def test_no_word_is_too_long_for_the_page() -> None:
    with transaction.atomic():
        lengthen_every_text()
        found = {kind: made("eksempel-2024-2028", kind) for kind in all_kinds()}
        transaction.set_rollback(True)
    for texts in found.values():
        assert len(texts) > 100
        assert not beyond(texts)


@pytest.mark.parametrize(("slug", "has_shares"), [("abc-2017-2020", True), ("rum-for-liv-2013-2016", False)])
def test_the_share_is_a_column_where_shares_are_known(slug: str, has_shares: bool) -> None:
    plan = Plan.objects.with_places().get(slug=slug)
    made_page = render.make(plan, all_kinds()["status"], reader=FULL_READER, as_of=DAY, form=DocumentFormat.HTML)
    assert (b'class="num">Andel</th>' in made_page.content) is has_shares
