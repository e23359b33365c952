"""The administration's page for merging two rows: choose two in the list, see what would move, confirm."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import uuid4

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit import change_sets
from abc_portal.audit.admin import TrackedAdmin
from abc_portal.audit.change_sets import LostUpdate, SentTwice
from abc_portal.audit.history import change_set_facts, object_steps
from abc_portal.core.access import RuleBroken
from abc_portal.core.admin import can_be_key
from abc_portal.core.text import fold
from abc_portal.directory import access
from abc_portal.directory.actions import MergePreview, merge_rows, preview_merge
from abc_portal.directory.merging import MergeStep, merged_into
from abc_portal.directory.models import MergedRow


class MergingAdmin(TrackedAdmin):
    """Lists in which the system administrator can merge two rows; the history of what remains shows both."""

    actions = ("merge_two",)
    object_history_template = "admin/merged_history.html"

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return access.may_edit_reference(request.user)

    @admin.action(description=gettext_lazy("Merge the two that are chosen"), permissions=["merge"])
    def merge_two(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Lead to the page that shows what a merge of the two would do."""
        chosen = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            messages.error(request, _("Choose two rows: the one that remains, and the one that is the same."))
            return None
        return redirect(f"{self._merge_address}?{urlencode({'keep': chosen[0], 'merge': chosen[1]})}")

    def get_urls(self) -> list[Any]:
        name = "{}_{}_merge".format(*self._names)
        return [path("slaa-sammen/", self.admin_site.admin_view(self.merge_view), name=name), *super().get_urls()]

    @property
    def _merge_address(self) -> str:
        return reverse("admin:{}_{}_merge".format(*self._names))

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """What would move, and the button that does it."""
        access.check_can_merge(request.user)
        sent = change_sets.sending(request) if request.method == "POST" else None
        try:
            return change_sets.take_once(sent, by=request.user, take=lambda: self._merged(request, sent))
        except SentTwice:
            return redirect("admin:{}_{}_changelist".format(*self._names))

    def _merged(self, request: HttpRequest, sent: Any) -> HttpResponse:
        survivor, merged = (self._row(request.GET.get(name, "")) for name in ("keep", "merge"))
        refusal = ""
        if request.method == "POST":
            given = {"reason": request.POST.get("reason", "")[:500], "seen": request.POST.get("seen", ""), "form": sent}
            try:
                _check_typed(request, merged)
                merge_rows(survivor=survivor, merged=merged, by=request.user, **given)
            except LostUpdate:
                messages.warning(request, _("Something was changed while the page stood open. Look once more."))
            except RuleBroken as broken:
                refusal = str(broken)
            else:
                values = {"merged": merged, "survivor": survivor}
                messages.success(request, _("“%(merged)s” is merged into “%(survivor)s”.") % values)
                return redirect("admin:{}_{}_change".format(*self._names), survivor.pk)
        preview = preview_merge(survivor=survivor, merged=merged, by=request.user)
        return self._show(request, survivor, merged, preview, refusal or preview.refusal)

    def _row(self, key: str) -> Any:
        return get_object_or_404(self.model, pk=key if can_be_key(key) else 0)

    def _show(
        self, request: HttpRequest, survivor: Any, merged: Any, preview: MergePreview, refusal: str
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge “%(merged)s” into “%(survivor)s”") % {"merged": merged, "survivor": survivor},
            "opts": self.opts,
            "survivor": survivor,
            "merged": merged,
            "facts": self._facts(survivor, merged),
            "changes": _by_change(preview.steps),
            "seen": preview.mark,
            "refusal": refusal,
            "can_merge": not preview.refusal,
            "reason": request.POST.get("reason", ""),
            "once": uuid4(),
            "other_way": f"{self._merge_address}?{urlencode({'keep': merged.pk, 'merge': survivor.pk})}",
        }
        status = 422 if refusal and request.method == "POST" else 200
        return TemplateResponse(request, "admin/merge.html", context, status=status)

    def _facts(self, survivor: Any, merged: Any) -> list[tuple[str, str, str]]:
        """What the two say of themselves, side by side."""
        columns = [column for column in self.opts.concrete_fields if column.name not in ("id", "version")]
        rows = [(str(column.verbose_name), *(_shown(row, column) for row in (survivor, merged))) for column in columns]
        return [row for row in rows if row[1] or row[2]]

    # --- what was merged ------------------------------------------------------------------------------

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The row's own history, and that of each row merged into it, with all that moved then."""
        answer = super().history_view(request, object_id, extra_context)
        if isinstance(answer, TemplateResponse) and answer.context_data is not None:
            answer.context_data["merged"] = [
                {
                    "name": row.merged_name,
                    "steps": object_steps(self.model, row.merged_id, reader=request.user),
                    "touched": change_set_facts([row.change_set])[0].touched,
                }
                for row in merged_into(self.model, {int(object_id)})
            ]
        return answer

    def answer_when_gone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The address of a merged row leads to the one that remains."""
        label = self.opts.label_lower
        row = MergedRow.objects.filter(model=label, merged_id=object_id if can_be_key(object_id) else 0).first()
        if row is None or request.method == "POST":
            return super().answer_when_gone(request, object_id)
        messages.info(request, _("“%s” is merged into this one.") % row.merged_name)
        return redirect("admin:{}_{}_change".format(*self._names), row.survivor_id)


def _check_typed(request: HttpRequest, merged: Any) -> None:
    """A merge is not undone: its name is typed by who merges it. Raises :class:`RuleBroken`."""
    if fold(request.POST.get("typed", "")) != fold(str(merged)):
        raise RuleBroken(_("Type the name “%s” to confirm. Nothing is merged yet.") % merged)


def _shown(row: Any, column: Any) -> str:
    shown = getattr(row, f"get_{column.name}_display", None)
    value = shown() if shown else getattr(row, column.name)
    return "" if value is None else str(value)


def _by_change(steps: Iterable[MergeStep]) -> list[tuple[str, str, list[MergeStep]]]:
    """The steps, gathered by what happens and to what kind."""
    key = lambda step: (str(step.change.label), step.kind)  # noqa: E731
    ordered = sorted(steps, key=key)
    return [(change, kind, list(rows)) for (change, kind), rows in groupby(ordered, key)]
