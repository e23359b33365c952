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
from abc_portal.reporting.documents import render
from abc_portal.reporting.enums import DocumentFormat, DocumentKind, RequestState
from abc_portal.reporting.models import DocumentRequest
from plans.shared import access

SHOWN = 50


def choices() -> list[tuple[str, str]]:
    """The documents that can be asked for, each in the formats it comes in: ``milepaelsplan.xlsx``."""
    return [
        (f"{kind.value}.{form.value}", f"{kind.label} ({form.label})")
        for kind, recipe in render.RECIPES.items()
        for form in recipe.forms
        if form != DocumentFormat.HTML
    ]


class Documents(PlanPage):
    """One's documents of the plan; a POST asks for a new one."""

    template_name = "reporting/documents.html"
    follows_day = False
    nav = "documents"

    def context(self) -> dict[str, Any]:
        requests = list(self.own()[:SHOWN])
        return {
            "requests": requests,
            "choices": choices(),
            "as_of": f"{self.day:%d-%m-%Y}" if self.is_as_of else "",
            "waiting": any(request.is_open for request in requests),
            "may_export": access.may_edit(self.request.user, access.Resource.ADMINISTRATION, self.plan),
        }

    def own(self) -> Any:
        return DocumentRequest.objects.visible_to(self.request.user).filter(plan=self.plan)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind, _sep, form = request.POST.get("kind", "").partition(".")
        if f"{kind}.{form or DocumentFormat.PDF.value}" not in dict(choices()):
            raise Http404
        try:
            day = DanishDateField(required=False).clean(request.POST.get("as_of", ""))
        except ValidationError as fault:
            typed = {"as_of": request.POST["as_of"], "as_of_error": fault.messages[0]}
            return self.show({**self.context(), **typed}, status=422)
        actions.ask_for_document(
            plan=self.plan,
            kind=DocumentKind(kind),
            form=DocumentFormat(form or DocumentFormat.PDF),
            as_of=day or self.today,
            by=request.user,
        )
        messages.success(request, _("The document is being made. You can go on working; it will wait here."))
        return redirect("reporting:documents", slug=self.plan.slug)


class OneDocument(PlanPage):
    """A requested document of one's own; somebody else's is a 404."""

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
    """Delete one's own document; the question stands on the page itself."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.delete_document(request=self.document())
        messages.success(request, _("The document is deleted."))
        return redirect("reporting:documents", slug=self.plan.slug)
