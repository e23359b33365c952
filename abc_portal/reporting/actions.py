"""Asking for documents, and making them in the background."""

import logging
from collections.abc import Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.core import locks
from abc_portal.core.access import Refused
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import CannotBeMade, DocumentKind, all_kinds
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.enums import DocumentFormat, RequestState
from abc_portal.reporting.models import DocumentRequest
from plans.models import Plan
from plans.shared import access

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for_document(
    *,
    plan: Plan,
    kind: DocumentKind,
    as_of: date,
    by: Any,
    form: DocumentFormat = DocumentFormat.PDF,
    parameters: Mapping[str, str] = MappingProxyType({}),
) -> DocumentRequest:
    """Put a document in the queue; one that the same user already waits for is not made twice.

    Raises :class:`Refused`, and :class:`CannotBeMade` for a format or parameters that it does not come in.
    """
    access.check_can_see(by, kind.resource, plan)
    kind.check_format(form)
    kind.values(plan, parameters)
    locks.hold(by)  # of two requests at once the second finds what the first asked for
    asked = {
        "plan": plan, "kind": kind.value, "form": form, "as_of": as_of, "asked_by": by, "parameters": dict(parameters),
    }  # fmt: skip
    open_states = [RequestState.WAITING, RequestState.WORKING]
    waiting = DocumentRequest.objects.filter(**asked, state__in=open_states).first()
    if waiting is not None:
        return waiting
    request = DocumentRequest.objects.create(**asked)
    transaction.on_commit(partial(_enqueue, request.pk))
    return request


def _enqueue(pk: int) -> None:
    from abc_portal.reporting.jobs import make_document  # the task imports this module

    make_document.enqueue(pk)


def make_requested(*, pk: int) -> None:
    """Make a requested document. Its user gets a message about a refusal or fault; a fault is logged in full."""
    request = DocumentRequest.objects.select_related("asked_by").filter(pk=pk).first()
    if request is None or request.state == RequestState.DONE:
        return
    _progress(pk, 5, state=RequestState.WORKING)
    try:
        _make(request)
    except (Refused, CannotBeMade) as refused:
        logger.info("document request %s is refused", pk)
        fail_requested(pk=pk, sentence=str(refused))
    except Exception:
        logger.exception("document request %s failed", pk)
        fail_requested(pk=pk)


def fail_requested(*, pk: int, sentence: str = "") -> None:
    """Tell the requesting user that the document will not come, and that a fault is logged."""
    sentence = sentence or _(
        "The document could not be made. The fault is logged; try again, or tell the system administrator."
    )
    DocumentRequest.objects.filter(pk=pk).update(state=RequestState.FAILED, fault=sentence, finished_at=timezone.now())


def _make(request: DocumentRequest) -> None:
    plans = Plan.objects.visible_to(request.asked_by).with_places()
    plan = plans.filter(pk=request.plan_id).first()
    if plan is None:
        raise Refused(_("The document was not made: your role in the plan has ended."))
    kind = all_kinds()[request.kind]
    access.check_can_see(request.asked_by, kind.resource, plan)
    reader = DocumentReader.of(request.asked_by, plan)
    made = render.make(
        plan,
        kind,
        reader=reader,
        as_of=request.as_of,
        form=DocumentFormat(request.form),
        parameters=request.parameters,
        progress=partial(_progress, request.pk),
    )
    request.file.save(f"{request.pk}-{made.name}", ContentFile(made.content), save=False)
    request.sight = reader.scope()
    request.name, request.size, request.sha256 = made.name, len(made.content), made.sha256
    request.state, request.progress, request.finished_at = RequestState.DONE, 100, timezone.now()
    request.save()


def _progress(pk: int, percent: int, **changes: Any) -> None:
    DocumentRequest.objects.filter(pk=pk).update(progress=percent, **changes)


def check_can_read(request: DocumentRequest, *, by: Any) -> None:
    """Raises :class:`Refused` when the reader's roles show less of the plan now than when the document was made."""
    access.check_can_see(by, all_kinds()[request.kind].resource, request.plan)
    if not DocumentReader.of(by, request.plan).covers(request.sight):
        raise Refused(
            _("Your role shows less of the plan now than when the document was made. Ask for a new one instead.")
        )


def delete_document(*, request: DocumentRequest) -> None:
    """Delete a requested document and its file; only its owner can."""
    if request.file:
        request.file.delete(save=False)
    request.delete()
