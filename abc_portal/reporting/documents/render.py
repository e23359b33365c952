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

from abc_portal.core import pdf
from abc_portal.core.marks import Texts
from abc_portal.reporting.documents import status
from abc_portal.reporting.documents.status import Reader
from abc_portal.reporting.enums import DocumentFormat, DocumentKind
from plans.figures import PlanResolver
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


#: For each kind: how its object is built, and the template that draws it.
_BUILDERS: dict[DocumentKind, tuple[Any, str]] = {DocumentKind.STATUS: (status.build, "reports/status.html")}


def make(
    plan: Plan,
    kind: DocumentKind,
    *,
    reader: Reader,
    as_of: date,
    form: DocumentFormat = DocumentFormat.PDF,
    progress: Progress = lambda _percent: None,
) -> MadeDocument:
    """The document of that kind. Documents are in Danish, whatever language the user reads the pages in.

    ``progress`` is told whole per cents on the way. The same data, reader and day give the same bytes; a day that
    has gone shows only what is known to have happened by then.
    """
    build, template = _BUILDERS[kind]
    is_back = as_of < timezone.localdate()
    if is_back:
        plan = plan.as_it_was_on(as_of)
    with translation.override(settings.LANGUAGE_CODE):
        progress(10)
        document = build(plan, reader=reader, as_of=as_of, is_back=is_back)
        progress(30)
        for_pdf = form == DocumentFormat.PDF
        marks = PlanResolver(plan, on_paper=for_pdf)
        html = render_to_string(template, {"document": document, "for_pdf": for_pdf, "texts": Texts(marks)})
        progress(40)
        content = pdf.render(html, picture=marks.picture) if for_pdf else html.encode()
        progress(90)
        name = f"{slugify(str(kind.label))}-{plan.slug}-{as_of.isoformat()}.{form.value}"
    return MadeDocument(name, content)
