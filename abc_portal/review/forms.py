"""Which remarks are shown, and why one is set aside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from abc_portal.audit.models import Tracked
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Remark
from abc_portal.review.models import SetAside

#: How the address says a severity.
SEVERITIES = {"fejl": Severity.ERROR, "advarsel": Severity.WARNING, "raad": Severity.INFO}


class RemarkFilter(forms.Form):
    """What of the remarks is shown; what the address says that is none of the choices narrows nothing."""

    grad = forms.ChoiceField(
        label=_("Severity"),
        required=False,
        choices=[("", _("all")), *((word, severity.label) for word, severity in SEVERITIES.items())],
    )
    omraade = forms.ChoiceField(label=_("Subject"), required=False, choices=[("", _("all")), *Topic.choices])
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
    """Why a remark is set aside, and whether those of its kind are too; the history's own reason would ask the same
    once more, so it gets this one."""

    all_alike = forms.BooleanField(required=False)

    class Meta:
        model = SetAside
        fields = ("because",)
        widgets = {"because": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("reason", None)
        self.fields["because"].required = True
        self.others: list[SetAside] = getattr(self.instance, "others", [])
        if self.others:
            count = len(self.others)
            sentence = ngettext(
                "Set %(n)s other of this kind aside for the same reason",
                "Set %(n)s others of this kind aside for the same reason",
                count,
            )
            self.fields["all_alike"].label = sentence % {"n": count}
        else:
            del self.fields["all_alike"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["reason"] = cleaned.get("because", "")
        return cleaned

    def changes(self) -> tuple[list[Tracked], list[Tracked]]:
        if not self.cleaned_data.get("all_alike"):
            return [], []
        for other in self.others:
            other.because = self.instance.because
        return list(self.others), []
