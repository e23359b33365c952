"""The form of an agreement beside the plan, with its parties as rows."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.forms import PartialDateField
from abc_portal.pages.forms.rows import RowTable, RowUnder, WholeForm
from plans.cooperation.models import CooperationAgreement, CooperationParty
from plans.lifecycle.models.plan import Plan


class PartyRowForm(RowUnder):
    """One party: an organisation of the list, or somebody known by name."""

    class Meta:
        model = CooperationParty
        fields = ("organisation", "name")
        help_texts: ClassVar = {"name": ""}  # said once, above the rows


class CooperationForm(WholeForm):
    """What an agreement beside the plan is about, when it holds, and with whom it is."""

    start = PartialDateField(label=gettext_lazy("Valid from"), required=False)
    end = PartialDateField(label=gettext_lazy("Valid to"), required=False)
    signed = PartialDateField(label=gettext_lazy("Signed"), required=False)
    tables = (
        RowTable(
            "parties",
            PartyRowForm,
            gettext_lazy("Parties"),
            gettext_lazy(
                "One row a party: an organisation of the list, a name when it is not there or the agreement writes"
                " another, or both. A row that is left empty is not saved; save to get more rows."
            ),
        ),
    )

    class Meta:
        model = CooperationAgreement
        fields = ("kind", "title", "start", "end", "signed", "file", "subject")
        labels: ClassVar = {"kind": gettext_lazy("Kind")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])

    def limit(self, plan: Plan) -> None:
        self.fields["file"].empty_label = _("no file")
        self.fields["file"].help_text = _(
            "The signed agreement. A file that is not in the list is added to the archive."
        )
