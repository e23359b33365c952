"""The form that sets a status by hand."""

from typing import ClassVar

from django import forms
from django.utils import timezone

from abc_portal.pages.forms.base import PlanRowForm
from plans.progress.actions import name_of
from plans.progress.enums import WorkStatus
from plans.progress.models import StatusOverrule


class OverruleForm(PlanRowForm):
    """The reason is the row's own: it is printed wherever the status is."""

    class Meta:
        model = StatusOverrule
        fields: ClassVar = ["status", "because"]
        widgets: ClassVar = {"because": forms.Textarea(attrs={"rows": 3})}

    def place_reason(self) -> None:
        self.fields.pop("reason", None)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:  # the action sets them; the row's validation needs them before
            self.instance.by_name, self.instance.decided_on = name_of(self.user), timezone.localdate()
        unset = [("", "---------")] if not self.instance.pk else []
        self.fields["status"].choices = unset + [
            choice for choice in WorkStatus.choices if choice[0] != WorkStatus.UNKNOWN
        ]
