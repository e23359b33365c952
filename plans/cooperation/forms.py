"""The form of an agreement beside the plan, with its parties as rows."""

from typing import Any, ClassVar

from django.forms.models import inlineformset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.rows import GuardedInlineForm, GuardedRows
from abc_portal.core.forms import PartialDateField
from abc_portal.core.typed import typed_values
from abc_portal.pages.forms.base import PlanRowForm
from plans.archive.models import PlanFile
from plans.cooperation.models import CooperationAgreement, CooperationParty
from plans.lifecycle.models.plan import Plan

PREFIX = "parties"
MOST_PARTIES = 50


class CooperationForm(PlanRowForm):
    """What an agreement beside the plan is about, and when it holds."""

    start = PartialDateField(label=gettext_lazy("Valid from"), required=False)
    end = PartialDateField(label=gettext_lazy("Valid to"), required=False)
    signed = PartialDateField(label=gettext_lazy("Signed"), required=False)
    rows: Any = None

    class Meta:
        model = CooperationAgreement
        fields = ("kind", "title", "start", "end", "signed", "file", "subject")
        labels: ClassVar = {"kind": gettext_lazy("Kind")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])

    def limit(self, plan: Plan) -> None:
        self.fields["file"].queryset = PlanFile.objects.visible_to(self.user).filter(plan=plan)
        self.fields["file"].empty_label = _("none yet")
        self.fields["file"].help_text = _(
            "The signed agreement. A file that is not in the list is added to the archive."
        )


class PartyRowForm(GuardedInlineForm):
    """One party: an organisation of the list, or somebody known by name."""

    class Meta:
        model = CooperationParty
        fields = ("organisation", "name")
        help_texts: ClassVar = {"name": ""}  # said once, above the rows


class PartyRows(GuardedRows):
    """The parties of one agreement; what is deleted has a tick with words."""

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take this party away")


def party_rows(agreement: CooperationAgreement, data: Any = None) -> Any:
    """The formset of an agreement's parties; made anew for each request, since it keeps the choices of its lists."""
    factory = inlineformset_factory(
        CooperationAgreement,
        CooperationParty,
        form=PartyRowForm,
        formset=PartyRows,
        extra=2,
        max_num=MOST_PARTIES,
        validate_max=True,
    )
    parties = CooperationParty.objects.select_related("organisation")
    return factory(data, instance=agreement, queryset=parties, prefix=PREFIX)


def typed_parties(data: Any) -> list[tuple[str, str]]:
    """What was typed in the rows for the parties, one line each."""
    rows = (
        typed_values(PartyRowForm.base_fields, data, prefix=f"{PREFIX}-{number}-") for number in range(MOST_PARTIES)
    )
    return [
        (_("Party %s") % number, "; ".join(f"{label}: {text}" for label, text in row))
        for number, row in enumerate(rows, start=1)
        if row
    ]
