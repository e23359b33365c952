"""The page of the one search. It is a form without script; with script the same answer comes into a dialog."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from abc_portal.core import searching
from abc_portal.core.choosing import LONGEST
from abc_portal.core.text import fold


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the user may see that holds the words of ``q``.

    ``slags`` asks for one kind, ``del`` for the answer alone.
    """
    text = request.GET.get("q", "").strip()[:LONGEST]
    code = request.GET.get("slags", "")
    kind = searching.kind_of(code) if code else None
    if code and kind is None:
        raise Http404
    found = searching.found(request.user, text, kind)
    facts: dict[str, Any] = {
        "text": text, "found": found, "kind": kind, "message": _message(text, found), "most": searching.MOST,
    }  # fmt: skip
    return render(request, "pages/_found.html" if "del" in request.GET else "pages/search.html", facts)


def _message(text: str, found: list[searching.FoundKind]) -> str:
    """How many are shown, for screen readers too."""
    if len(fold(text)) < searching.FEWEST_LETTERS:
        return _("Write at least two letters.") if text else ""
    count = sum(len(item.hits) for item in found)
    if not count:
        return _("Nothing was found that you may see. Try fewer or shorter words.")
    return ngettext("%s is shown.", "%s are shown.", count) % count
