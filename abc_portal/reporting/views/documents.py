"""Asking for documents, following their making, and fetching them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.shortcuts import render as draw
from django.utils.translation import gettext as _

from abc_portal.core.forms import DanishDateField
from abc_portal.pages.base import PlanPage
from abc_portal.reporting import actions
from abc_portal.reporting.documents.kinds import CannotBeMade, DocumentKind, all_kinds
from abc_portal.reporting.documents.parameters import PARAMETERS
from abc_portal.reporting.enums import DocumentFormat, RequestState
from abc_portal.reporting.models import DocumentRequest
from plans.shared import access

SHOWN = 50


def choices(kinds: list[DocumentKind]) -> list[tuple[str, str]]:
    """The documents that can be asked for, each in the formats it comes in: ``milepaelsplan.xlsx``."""
    return [
        (f"{kind.value}.{form.value}", f"{kind.label} ({form.label})")
        for kind in kinds
        for form in kind.formats
        if form != DocumentFormat.HTML
    ]


class Documents(PlanPage):
    """The user's documents of the plan; a POST requests a new one."""

    template_name = "reporting/documents.html"
    follows_day = False
    nav = "documents"

    def context(self) -> dict[str, Any]:
        requests = list(self.own()[:SHOWN])
        return {
            "requests": requests,
            "choices": choices(self.kinds()),
            "parameters": self.parameters(),
            "as_of": f"{self.day:%d-%m-%Y}" if self.is_as_of else "",
            "waiting": any(request.is_open for request in requests),
            "may_export": access.may_edit(self.request.user, access.Resource.ADMINISTRATION, self.plan),
        }

    def own(self) -> Any:
        return DocumentRequest.objects.visible_to(self.request.user).filter(plan=self.plan)

    def kinds(self) -> list[DocumentKind]:
        """The kinds whose matter the reader sees."""
        user = self.request.user
        return [kind for kind in all_kinds().values() if access.may_see_some(user, kind.resource, self.plan)]

    def parameters(self) -> list[dict[str, Any]]:
        """What any of the kinds is about beside plan and day, with what can be chosen and what was."""
        taken = {parameter.name: parameter for kind in self.kinds() for parameter in kind.parameters}
        return [
            {
                "name": parameter.name,
                "label": taken[parameter.name].label,
                "values": [(key, value.label) for key, value in taken[parameter.name].among(self.plan).items()],
                "chosen": self.request.POST.get(parameter.name, ""),
            }
            for parameter in PARAMETERS
            if parameter.name in taken
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        value, _sep, form = request.POST.get("kind", "").partition(".")
        form = form or DocumentFormat.PDF.value
        if f"{value}.{form}" not in dict(choices(self.kinds())):
            raise Http404
        given = {parameter.name: request.POST.get(parameter.name, "") for parameter in PARAMETERS}
        try:
            day = DanishDateField(required=False).clean(request.POST.get("as_of", ""))
            actions.ask_for_document(
                plan=self.plan,
                kind=all_kinds()[value],
                form=DocumentFormat(form),
                as_of=day or self.today,
                by=request.user,
                parameters={name: text for name, text in given.items() if text},
            )
        except ValidationError as fault:
            return self.again(as_of_error=fault.messages[0])
        except CannotBeMade as fault:
            return self.again(kind_error=str(fault))
        messages.success(request, _("The document is being made. You can go on working; it will wait here."))
        return redirect("reporting:documents", slug=self.plan.slug)

    def again(self, **fault: str) -> HttpResponse:
        """The page with what was typed, and the sentence that says what is wrong with it."""
        typed = {"as_of": self.request.POST.get("as_of", ""), "chosen": self.request.POST["kind"]}
        return self.show({**self.context(), **typed, **fault}, status=422)


class OneDocument(PlanPage):
    """A document requested by the user; another user's is a 404."""

    nav = "documents"

    def document(self) -> DocumentRequest:
        own = DocumentRequest.objects.visible_to(self.request.user).filter(plan=self.plan)
        return get_object_or_404(own, pk=self.kwargs["pk"])


class DocumentProgress(OneDocument):
    """The document's row, asked for again and again by the page until it is ready."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return draw(request, "reporting/_document_row.html", {"request_row": self.document(), "plan": self.plan})


class DownloadDocument(OneDocument):
    """The file itself, as an attachment that no browser runs."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        document = self.document()
        if document.state != RequestState.DONE or not document.file.storage.exists(document.file.name):
            raise Http404
        actions.check_can_read(document, by=request.user)
        answer = FileResponse(document.file.open("rb"), as_attachment=True, filename=document.name)
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


class DeleteDocument(OneDocument):
    """Delete a document of the user's own; the page itself asks."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.delete_document(request=self.document())
        messages.success(request, _("The document is deleted."))
        return redirect("reporting:documents", slug=self.plan.slug)
