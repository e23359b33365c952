"""Forms of the page Gennemgang, what of it is shown and why a remark is set aside; and of reading a plan in."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.reporting.imports import Upload
from abc_portal.reporting.interchange import LARGEST_BYTES, UnreadableDocument, parsed, too_large
from plans.models import SetAside
from plans.review.presenters import Remark
from plans.shared.enums import Severity, Topic

#: How the address says a severity.
SEVERITIES = {"fejl": Severity.ERROR, "advarsel": Severity.WARNING, "raad": Severity.INFO}


class RemarkFilter(forms.Form):
    """What of the remarks is shown; what the address says that is none of the choices narrows nothing."""

    grad = forms.ChoiceField(
        label=_("Severity"),
        required=False,
        choices=[("", _("all")), *((word, severity.label) for word, severity in SEVERITIES.items())],
    )
    omraade = forms.ChoiceField(label=_("Area"), required=False, choices=[("", _("all")), *Topic.choices])
    tilsidesatte = forms.BooleanField(label=_("Show those set aside"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()

    @property
    def shows_set_aside(self) -> bool:
        return bool(self.cleaned_data.get("tilsidesatte"))

    def narrows(self) -> bool:
        """Whether some remarks may be left out."""
        return bool(self.cleaned_data.get("grad") or self.cleaned_data.get("omraade"))

    def lets(self, remark: Remark) -> bool:
        """Whether the remark is one of those asked for."""
        severity, topic = SEVERITIES.get(self.cleaned_data.get("grad", "")), self.cleaned_data.get("omraade")
        return severity in (None, remark.finding.severity) and topic in (None, "", remark.topic)


class SetAsideForm(PlanRowForm):
    """Why a remark is set aside; the history's own reason would ask the same once more, so it gets this one."""

    class Meta:
        model = SetAside
        fields = ("because",)
        widgets = {"because": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("reason", None)
        self.fields["because"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["reason"] = cleaned.get("because", "")
        return cleaned


class ImportForm(forms.Form):
    """A plan's file, and whether a plan that stands may be changed by it."""

    file = forms.FileField(
        label=_("The plan's file"),
        max_length=200,
        help_text=_("JSON in UTF-8, as the portal writes it under Documents. At most 60 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json", "class": "form-input"}),
    )
    update = forms.BooleanField(
        label=_("Update the plan if it is in the portal already"),
        required=False,
        help_text=_("The plan becomes as the file has it. What is not in the file is deleted, after you are asked."),
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean_file(self) -> Upload:
        """The file's content. Raises ``ValidationError`` when it is no document at all."""
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > LARGEST_BYTES:
            raise ValidationError(too_large())
        content = sent.read()
        try:
            parsed(content)
        except UnreadableDocument as unreadable:
            raise ValidationError([fault.sentence for fault in unreadable.faults]) from None
        return Upload(content, str(sent.name or ""), update=False)

    def upload(self) -> Upload:
        """What was sent."""
        read: Any = self.cleaned_data["file"]
        return Upload(read.content, read.name, self.cleaned_data["update"])
