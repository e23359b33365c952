"""The form by which a workbook is chosen."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.workbooks import reading

LONGEST_NAME = 200


class WorkbookForm(forms.Form):
    """A workbook, and whether its empty cells delete stored values."""

    file = forms.FileField(
        label=_("The workbook"),
        help_text=_("An Excel workbook (.xlsx) that was fetched here. At most %s MB.") % reading.LARGEST_MB,
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "form-input"}),
        allow_empty_file=True,  # an empty file is reported like any other that is no workbook
    )
    clears = forms.BooleanField(
        label=_("Empty cells delete what stands there"),
        required=False,
        help_text=_("Without it, an empty cell changes nothing."),
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > reading.LARGEST_MB * 1024 * 1024:
            raise ValidationError(reading.too_large())
        return sent

    @property
    def workbook(self) -> bytes:
        """The bytes that were sent."""
        found: Any = self.cleaned_data["file"]
        return bytes(found.read())

    @property
    def name(self) -> str:
        return str(self.cleaned_data["file"].name or "")[-LONGEST_NAME:]
