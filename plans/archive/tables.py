"""The list of a plan's files: its columns, and how it is narrowed."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import django_filters
import django_tables2 as tables
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.pages.tables import PortalTable, TableCell
from plans.agreement.models.sub_agreements import SubAgreement
from plans.archive.enums import FileKind
from plans.archive.models import PlanFile
from plans.archive.presenters import FileFacts, file_facts

PLAN_ITSELF = "null"


class FileTable(PortalTable):
    """The files that one may see."""

    title = tables.Column(verbose_name=gettext_lazy("Title"))
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    dated = tables.Column(verbose_name=gettext_lazy("Dated"), empty_values=(), order_by="dated_on")
    covers = tables.Column(verbose_name=gettext_lazy("Covers"), orderable=False, empty_values=())
    place = tables.Column(verbose_name=gettext_lazy("Belongs to"), orderable=False, empty_values=())
    sight = tables.Column(verbose_name=gettext_lazy("Who sees it"))
    version = tables.Column(verbose_name=gettext_lazy("Version"), orderable=False, empty_values=())
    fetch = tables.Column(verbose_name=gettext_lazy("Fetch"), orderable=False, empty_values=())

    class Meta(PortalTable.Meta):
        attrs: ClassVar = {"id": "arkivets-filer"}

    def __init__(self, *args: Any, slug: str, **kwargs: Any) -> None:
        self.slug = slug
        super().__init__(*args, **kwargs)

    def order_dated(self, files: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """Files without a date come last in both directions, on both databases."""
        dated = F("dated_on")
        order = dated.desc(nulls_last=True) if is_descending else dated.asc(nulls_last=True)
        return files.order_by(order, "title", "pk"), True

    def cells(self, records: Sequence[Any]) -> Iterable[Sequence[TableCell]]:
        for file in file_facts(records):
            yield (
                TableCell(file.title, reverse("plans:file", args=[self.slug, file.pk])),
                TableCell(file.kind),
                TableCell(str(file.dated) if file.dated else _("not stated"), value=file.dated),
                TableCell(file.covers or "–"),
                TableCell(file.place),
                TableCell(file.sight),
                *self._latest(file),
            )

    def _latest(self, file: FileFacts) -> tuple[TableCell, TableCell]:
        if file.latest is None:
            return TableCell("–"), TableCell(_("no file"))
        label = f"{file.latest.name} ({file.latest.size})"
        return TableCell(str(file.latest.number), value=file.latest.number), TableCell(
            label, reverse("plans:file_download", args=[self.slug, file.pk])
        )


def sub_agreements(request: Any) -> QuerySet:
    return SubAgreement.objects.filter(plan=request.plan)


class FileFilter(django_filters.FilterSet):
    """Search, kind, what it belongs to, and who sees it."""

    q = django_filters.CharFilter(label=gettext_lazy("Search"), method="search")
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=FileKind.choices, empty_label=gettext_lazy("all")
    )
    place = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Belongs to"),
        queryset=sub_agreements,
        method="in_place",
        empty_label=gettext_lazy("all"),
        null_label=gettext_lazy("the whole plan"),
        null_value=PLAN_ITSELF,
    )
    sight = django_filters.ChoiceFilter(label=gettext_lazy("Who sees it"), empty_label=gettext_lazy("all"))

    class Meta:
        model = PlanFile
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, sights: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["sight"].extra["choices"] = [(sight.value, sight.label) for sight in sights]

    def search(self, files: Any, _name: str, value: str) -> QuerySet:
        return files.search(value)

    def in_place(self, files: QuerySet, _name: str, value: Any) -> QuerySet:
        """Files of a sub-agreement and of its activities, or of the plan itself."""
        if value == PLAN_ITSELF:
            return files.filter(sub_agreement=None, activity=None)
        return files.filter(Q(sub_agreement=value) | Q(activity__sub_agreement=value))
