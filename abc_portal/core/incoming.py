"""Middleware for every request: text that cannot be stored is refused, the rest is tidied."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from abc_portal.core import private_parts, text
from abc_portal.core.text import TextRefused
from abc_portal.core.typed import asks_for_json, keep_typed

#: A field whose name holds one of these is taken as it was typed.
UNTOUCHED = ("password", "csrfmiddlewaretoken")


class InputMiddleware:
    """Checks and tidies cookies, path, query string, fields and names of files; see :mod:`abc_portal.core.text`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The session is looked up by its cookie; one that cannot be looked up is as none.
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if _can_be_taken(value)}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not _can_be_taken(request.path) and not getattr(view, "takes_any_path", False):
            raise Http404
        try:
            request.GET = _taken(request.GET)
            if request.method == "POST":
                request.POST = _taken(request.POST)
                for file in (file for _name, files in request.FILES.lists() for file in files):
                    file.name = text.taken(file.name or "")
        except TextRefused as refused:
            return _refuse(request, view, str(refused))
        return None


def _can_be_taken(value: str) -> bool:
    try:
        text.check(value)
    except TextRefused:
        return False
    return True


def _taken(data: QueryDict) -> Any:
    """The fields, tidied. Raises :class:`TextRefused`."""
    found = QueryDict(mutable=True, encoding=data.encoding)
    for name, values in data.lists():
        untouched = any(word in name.casefold() for word in UNTOUCHED)
        found.setlist(text.taken(name), values if untouched else [text.taken(value) for value in values])
    return private_parts.freeze(found)


def _refuse(request: HttpRequest, view: Any, sentence: str) -> HttpResponse:
    """400 with the sentence; of a form also what was typed, for who copies it and writes it again."""
    if asks_for_json(request):
        return JsonResponse({"message": sentence}, status=400)
    typed_in = getattr(view, "typed_in", None)
    typed = typed_in(request.POST) if typed_in and request.method == "POST" else []
    if typed:
        return keep_typed(request, typed, status=400, title=_("It cannot be saved"), sentence=sentence)
    return render(request, "core/error_400.html", {"reason": sentence}, status=400)
