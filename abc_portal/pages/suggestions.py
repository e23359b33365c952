"""What is suggested while one types in a field to choose one of many; one address for every list."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from abc_portal.core import choosing
from abc_portal.core.admin import can_be_key
from abc_portal.core.choose_fields import NEW, ChooseField
from abc_portal.core.choosing import LONGEST, PAGE, ChoiceScope
from abc_portal.core.text import fold
from abc_portal.pages import source

_FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]{0,99}")


class Suggestions(View):
    """The rows of a list that fit the words, as the user may choose them; of a plan's lists in a plan one may see.

    A list that shows the user nothing answers with nothing: not even how many rows it has.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
        choosable = choosing.choosable(code)
        if choosable is None or (choosable.in_plan and not slug):
            raise Http404
        plan, near = None, request.GET.get("ved", "").split(".")
        if slug:
            plan = get_object_or_404(source.plans.every_plan().visible_to(request.user), slug=slug)
        scope = ChoiceScope(request.user, plan, tuple(int(number) for number in near if can_be_key(number)))
        text = request.GET.get("q", "").strip()[:LONGEST]
        field = ChooseField(choosable, scope)
        if "ny" in request.GET:
            return self.new(field, request.GET["ny"], text)
        found = list(choosable.search(choosable.rows(scope), text)[: PAGE + 1])
        shown, labels = found[:PAGE], choosable.labels(found[:PAGE])
        rows = [{"key": item.pk, "label": labels[item.pk], "note": choosable.note(item)} for item in shown]
        answer = {"rows": rows, "message": _message(len(shown), more=len(found) > PAGE)}
        if field.adding is not None and text and fold(text) not in {fold(label) for label in labels.values()}:
            answer["add"] = field.adding.title % {"name": text}
        return JsonResponse(answer)

    def new(self, field: ChooseField, name: str, text: str) -> HttpResponse:
        """What a form shows to add a row of that name, after the rows that it may be; ``name`` is the field's."""
        if field.adding is None or not _FIELD_NAME.fullmatch(name):
            raise Http404
        field.offer_new(name, text)
        return render(self.request, "_components/choose_offers.html", {"offered": field.offered(name, text, NEW)})


def _message(count: int, *, more: bool) -> Any:
    if not count:
        return _("Nothing in the list fits.")
    if more:
        return _("The first %s are shown. Write more of the name.") % count
    return ngettext("%s suggestion", "%s suggestions", count) % count
