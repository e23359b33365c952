"""The form for reading a plan in."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from abc_portal.reporting.imports import Upload
from abc_portal.reporting.interchange import LARGEST_BYTES, UnreadableDocument, parsed, too_large


class ImportForm(forms.Form):
    """A plan's file, and whether it may update an existing plan."""

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
