"""Forms for what documents say of a plan: the names that it had, and the values that they print."""

from typing import ClassVar

from django.utils.translation import gettext_lazy

from abc_portal.core.forms import PartialDateField
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.pages.forms.rows import RowTable, RowUnder
from plans.lifecycle.models.approvals import ExtensionApproval, StepApproval
from plans.lifecycle.models.steps import FormerPlanName
from plans.lifecycle.models.values import StatedPlanValue


class FormerNameForm(PlanRowForm):
    """A name that the plan had before."""

    until = PartialDateField(label=gettext_lazy("Until"), required=False)

    class Meta:
        model = FormerPlanName
        fields = ("name", "until", "note")

    field_order = Meta.fields


class StatedPlanValueForm(PlanRowForm):
    """A value as a document prints it, and whether it is the one that is used."""

    class Meta:
        model = StatedPlanValue
        fields = ("subject", "as_printed", "place", "is_used", "note")

    field_order = Meta.fields


class StepApprovalForm(RowUnder):
    """One approval of a step."""

    decided = PartialDateField(label=gettext_lazy("Decided"), required=False, help_text="")

    class Meta:
        model = StepApproval
        fields = ("organisation", "by_whom", "state", "decided", "note")
        help_texts: ClassVar = {"by_whom": ""}

    field_order = Meta.fields


class ExtensionApprovalForm(StepApprovalForm):
    """One approval of an extension, which is asked the same of."""

    class Meta(StepApprovalForm.Meta):
        model = ExtensionApproval


_HINT = gettext_lazy("One line for each who must approve it: the board, the municipality, Landsbyggefonden.")
STEP_APPROVALS = RowTable("approvals", StepApprovalForm, gettext_lazy("Approvals"), _HINT)
EXTENSION_APPROVALS = RowTable("approvals", ExtensionApprovalForm, gettext_lazy("Approvals"), _HINT)
