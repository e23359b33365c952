"""From a document's frozen object to HTML and PDF."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from abc_portal.core import pdf
from abc_portal.core.access import RuleBroken
from abc_portal.core.placeholders import Texts
from abc_portal.reporting.documents import milestones, status
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.enums import DocumentFormat, DocumentKind
from abc_portal.texts.figures import PlanResolver
from plans.models import Plan

Progress = Callable[[int], None]


@dataclass(frozen=True)
class MadeDocument:
    """A finished file: its bytes, its name, and the checksum that proves it."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Recipe:
    """How a kind of document is built, the template that draws it, and its workbook where it has one."""

    build: Any
    template: str
    workbook: Callable[[Any], bytes] | None = None

    @property
    def forms(self) -> tuple[DocumentFormat, ...]:
        """The formats it comes in."""
        return tuple(form for form in DocumentFormat if form != DocumentFormat.XLSX or self.workbook)


RECIPES: dict[DocumentKind, Recipe] = {
    DocumentKind.STATUS: Recipe(status.build, "reports/status.html"),
    DocumentKind.MILESTONE_PLAN: Recipe(milestones.build, "reports/milestone_plan.html", milestones.workbook),
}


class NoSuchForm(RuleBroken):
    """That kind of document does not come in that format; the message is the sentence for the user."""


def check_form(kind: DocumentKind, form: DocumentFormat) -> None:
    """Raises :class:`NoSuchForm` for a format that the document does not come in."""
    if form not in RECIPES[kind].forms:
        known = ", ".join(each.value for each in RECIPES[kind].forms)
        told = {"kind": kind.label, "form": form.label, "known": known}
        raise NoSuchForm(_("%(kind)s does not come as %(form)s. It comes as: %(known)s.") % told)


def make(
    plan: Plan,
    kind: DocumentKind,
    *,
    reader: DocumentReader,
    as_of: date,
    form: DocumentFormat = DocumentFormat.PDF,
    progress: Progress = lambda _percent: None,
) -> MadeDocument:
    """The document of that kind. Documents are in Danish, whatever language the user reads the pages in.

    ``progress`` is told whole per cents on the way. The same data, reader and day give the same bytes; a day that
    has gone shows only what is known to have happened by then.
    """
    check_form(kind, form)
    recipe = RECIPES[kind]
    is_back = as_of < timezone.localdate()
    if is_back:
        plan = plan.as_it_was_on(as_of)
    with translation.override(settings.LANGUAGE_CODE):
        progress(10)
        document = recipe.build(plan, reader=reader, as_of=as_of, is_back=is_back)
        progress(30)
        content = _drawn(recipe, document, plan, form, progress)
        progress(90)
        name = f"{slugify(str(kind.label))}-{plan.in_file_names}-{as_of.isoformat()}.{form.value}"
    return MadeDocument(name, content)


def _drawn(recipe: Recipe, document: Any, plan: Plan, form: DocumentFormat, progress: Progress) -> bytes:
    if form == DocumentFormat.XLSX and recipe.workbook:
        return recipe.workbook(document)
    for_pdf = form == DocumentFormat.PDF
    marks = PlanResolver(plan, on_paper=for_pdf)
    html = render_to_string(recipe.template, {"document": document, "for_pdf": for_pdf, "texts": Texts(marks)})
    progress(40)
    return pdf.render(html, picture=marks.picture) if for_pdf else html.encode()
