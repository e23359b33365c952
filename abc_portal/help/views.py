"""The pages of the manual and of the field's words. They are open to everybody: they help with signing in too."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from abc_portal.help import manual


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All parts of the manual."""
    return render(request, "help/index.html", {"groups": manual.groups()})


@require_safe
def part(request: HttpRequest, part: str) -> HttpResponse:
    """One part of the manual, beside the list of all."""
    shown = manual.part(part)
    if shown is None:
        raise Http404
    return render(request, "help/part.html", {"part": shown, "groups": manual.groups()})


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The field's words, each with its meaning."""
    return render(request, "help/words.html", {"words": manual.words(), "groups": manual.groups()})
