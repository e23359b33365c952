"""The archive: its list, each file with its versions, and the files themselves."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from abc_portal.audit import change_sets
from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import Touched
from abc_portal.core import xlsx
from abc_portal.core.access import RuleBroken
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.archive import actions, uploads
from plans.archive.forms import FileForm, NewFileForm, VersionForm
from plans.archive.models import PlanFile, PlanFileVersion
from plans.archive.presenters import file_facts
from plans.archive.references import texts_that_show
from plans.archive.tables import FileFilter, FileTable
from plans.shared import access
from plans.shared.access import Resource


class Archive(PlanPage):
    """The files that the user may see; search, filters and order live in the address."""

    template_name = "plans/archive/archive.html"
    nav = "archive"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        files = PlanFile.objects.visible_to(request.user).filter(plan=self.plan).with_versions()
        if self.is_back:
            files = files.exclude(dated_on__gt=self.day)
        sights = access.file_sights(request.user, self.plan)
        filterset = FileFilter(request.GET, queryset=files, request=request, sights=sights)
        found = filterset.qs if filterset.is_valid() else files
        table = FileTable(found, slug=self.plan.slug, order_by="-dated")
        RequestConfig(request).configure(table)
        if request.GET.get("format") == "xlsx":
            return xlsx.response(_("archive") + f"-{self.plan.in_file_names}", table.workbook(_("Archive")))
        return self.show({"table": table, "filter": filterset})


class OneFile(PlanPage):
    """A page about one file; a user whose role does not show it gets a refusal."""

    nav = "archive"
    follows_day = False

    def file(self) -> PlanFile:
        found = get_object_or_404(self.asked().with_versions())
        access.check_can_see_file(self.request.user, found, self.plan)
        return found

    def asked(self) -> Any:
        return PlanFile.objects.filter(plan=self.plan, pk=self.kwargs["pk"])


class FilePage(OneFile):
    """What a file is, and its versions."""

    template_name = "plans/archive/file.html"

    def context(self) -> dict[str, Any]:
        file = self.file()
        return {"file": file_facts([file], self.change_sets_of(file))[0]}

    def change_sets_of(self, file: PlanFile) -> dict[int, Any]:
        """The change sets of the versions, for those who see the plan's history."""
        if not access.may_see(self.request.user, Resource.REVIEW, self.plan):
            return {}
        pks = [version.pk for version in file.versions.all()]
        made = Touched.objects.filter(
            model=PlanFileVersion._meta.label_lower, object_id__in=pks, change=ChangeKind.CREATED
        ).select_related("change_set")
        return {item.object_id: item.change_set for item in made}


class Download(OneFile):
    """The latest version, or the one in the address, as an attachment that no browser runs."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        file = self.file()
        number = self.kwargs.get("number")
        versions = {version.number: version for version in file.versions.all()}
        version = versions.get(number or max(versions, default=0))
        if version is None or not version.upload.storage.exists(version.upload.name):
            raise Http404
        return private(
            FileResponse(
                version.upload.open("rb"), as_attachment=True, filename=version.name, content_type=version.content_type
            )
        )


class Picture(OneFile):
    """The latest version as a picture on a page: only what its bytes say is one that browsers show safely."""

    def asked(self) -> Any:
        return PlanFile.objects.filter(plan=self.plan, key=self.kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        latest = self.file().latest
        kind = latest.picture_type if latest is not None else ""
        if latest is None or not kind:
            raise Http404
        return private(HttpResponse(latest.content, content_type=kind))


def private(answer: Any) -> Any:
    """The answer with headers against caching and content sniffing."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class UploadPages(RowPages):
    """Pages that take a file: two forms are the same only when their files are."""

    nav = "archive"
    delete_template = "plans/archive/file_delete.html"

    @property
    def sent(self) -> UUID | None:
        data = self.request.POST.copy()
        for name, uploaded in self.request.FILES.items():
            data[name] = uploads.checksum(uploaded)
        return change_sets.sending(self.request, data)


class FilePages(UploadPages):
    """What is said of a file, which is added with its first version and deleted with them all.

    Its bytes are never changed: a newer version is added.
    """

    name = "plans:file"
    model, form, add_form = PlanFile, FileForm, NewFileForm

    def back(self, row: Any) -> str:
        return self.address("plans:archive") if row.pk is None else self.address("plans:file", row.pk)

    def add(self, form: Any) -> bool:
        content, note = form.cleaned_data["content"], form.cleaned_data["note"]
        actions.add_file(file=form.instance, upload=content, note=note, by=self.user, form=self.sent)
        return True

    def more_on_delete(self, row: Any) -> dict[str, Any]:
        return {"shown_in": texts_that_show(row)}


class VersionPages(UploadPages):
    """A newer version of a file; one is deleted when it should never have been uploaded."""

    name, above = "plans:file_version", "file"
    model, form = PlanFileVersion, VersionForm
    found_by: ClassVar = {"pk": "file_id", "number": "number"}
    related = ("file",)

    def new(self) -> PlanFileVersion:
        file = self.row_above()
        return PlanFileVersion(file=file, number=actions.next_number(file))

    def back(self, row: Any) -> str:
        return self.address("plans:file", row.file_id)

    def add_title(self, row: Any) -> str:
        return _("Add a newer version of “%s”") % row.file

    def add(self, form: Any) -> bool:
        given = {"upload": form.cleaned_data["content"], "note": form.cleaned_data["note"]}
        try:
            actions.add_version(file=form.instance.file, **given, by=self.user, form=self.sent)
        except RuleBroken as fault:
            raise ValidationError(str(fault), code="same") from None
        return True

    def done(self, row: Any, changed: bool) -> str:
        return _("A newer version of “%s” is kept.") % row.file
