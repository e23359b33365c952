"""Forms of the archive: a file's facts, and what is uploaded."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.choosing import Choosable, register
from abc_portal.core.forms import PartialDateField
from abc_portal.pages.forms.base import PlanRowForm
from plans.agreement.models.sub_agreements import SubAgreement
from plans.archive import uploads
from plans.archive.models import PlanFile, PlanFileVersion
from plans.lifecycle.models.plan import Plan

register(
    Choosable(
        "filer",
        lambda scope: PlanFile.objects.visible_to(scope.user).filter(plan=scope.plan),
        ("title", "description"),
        note=lambda file: str(file.get_kind_display()),
    ),
    PlanFile,
)


class UploadField(forms.FileField):
    """An uploaded file, checked before it is stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, widget=forms.FileInput, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploaded = super().clean(data, initial)
        if uploaded:
            uploads.look(uploaded, uploaded.name)
        return uploaded


class UploadingForm(PlanRowForm):
    """A form with a file, which a browser does not send again by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].help_text = _("At most %s MB. Programs and web pages are not taken.") % (
            settings.LARGEST_FILE_MB
        )

    def full_clean(self) -> None:
        super().full_clean()
        if self.errors and self.files.get("content") and "content" not in self.errors:
            self.add_error("content", _("Choose the file again: browsers do not send it a second time by themselves."))


class FileForm(PlanRowForm):
    """What a file is, what it belongs to, and who sees it."""

    dated = PartialDateField(label=gettext_lazy("Dated"), required=False)
    covers_from = PartialDateField(
        label=gettext_lazy("Covers from"),
        required=False,
        help_text=gettext_lazy("The period that a report is about, which need not be the plan's."),
    )
    covers_to = PartialDateField(label=gettext_lazy("Covers to"), required=False)

    class Meta:
        model = PlanFile
        fields = (
            "title",
            "kind",
            "dated",
            "covers_from",
            "covers_to",
            "sub_agreement",
            "activity",
            "sight",
            "description",
        )
        labels: ClassVar = {"kind": gettext_lazy("Kind")}
        widgets: ClassVar = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["content", *self.Meta.fields, "note", "reason"])

    def limit(self, plan: Plan) -> None:
        self.fields["sub_agreement"].queryset = SubAgreement.objects.filter(plan=plan)
        for name in ("sub_agreement", "activity"):
            self.fields[name].empty_label = _("none")
        self.fields["activity"].help_text = _("A file belongs to one of them, or to the plan itself.")


class NewFileForm(UploadingForm, FileForm):
    """A file to add, with its first version."""

    content = UploadField(label=gettext_lazy("File"))
    note = forms.CharField(label=gettext_lazy("Note to this version"), max_length=300, required=False)


class VersionForm(UploadingForm):
    """A newer version of a file."""

    content = UploadField(label=gettext_lazy("File"))

    class Meta:
        model = PlanFileVersion
        fields = ("note",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["content", "note"])
        self.fields["note"].help_text = _("What is new in it?")

    def refuse(self, fault: ValidationError) -> None:
        """What can be wrong with keeping a version is its file."""
        self.add_error("content", fault)
