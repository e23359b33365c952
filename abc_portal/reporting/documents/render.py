"""From a document's frozen object to HTML and PDF."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify

from abc_portal.core import pdf
from abc_portal.core.placeholders import Texts
from abc_portal.reporting.documents.kinds import DocumentKind
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.enums import DocumentFormat
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


def make(
    plan: Plan,
    kind: DocumentKind,
    *,
    reader: DocumentReader,
    as_of: date,
    form: DocumentFormat = DocumentFormat.PDF,
    parameters: Mapping[str, str] = MappingProxyType({}),
    progress: Progress = lambda _percent: None,
) -> MadeDocument:
    """The document of that kind, always in Danish. ``progress`` is called with whole per cents.

    The same data, reader and day give the same bytes; a past day shows only what is known to have happened by then.
    Raises :class:`CannotBeMade` for a format or ``parameters`` (see :meth:`DocumentKind.values`) that the kind does not
    support.
    """
    kind.check_format(form)
    is_back = as_of < timezone.localdate()
    if is_back:
        plan = plan.as_it_was_on(as_of)
    with translation.override(settings.LANGUAGE_CODE):
        progress(10)
        document = kind.build(plan, reader=reader, as_of=as_of, is_back=is_back, **kind.values(plan, parameters))
        progress(30)
        content = _drawn(kind, document, plan, form, progress)
        progress(90)
        parts = [slugify(str(kind.label)), plan.in_file_names, *map(slugify, parameters.values()), as_of.isoformat()]
    return MadeDocument(f"{'-'.join(filter(None, parts))}.{form.value}", content)


def _drawn(kind: DocumentKind, document: Any, plan: Plan, form: DocumentFormat, progress: Progress) -> bytes:
    if form in kind.files:
        return kind.files[form](document)
    for_pdf = form == DocumentFormat.PDF
    marks = PlanResolver(plan, on_paper=for_pdf)
    html = render_to_string(kind.template, {"document": document, "for_pdf": for_pdf, "texts": Texts(marks)})
    progress(40)
    return pdf.render(html, picture=marks.picture) if for_pdf else html.encode()
