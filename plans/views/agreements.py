"""The agreement, its parties and signatures, the focus areas, the sub-agreements and their activities."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from plans import presenters
from plans.forms import (
    AgreementForm,
    FocusAreaForm,
    NewFocusAreaForm,
    NewSectionForm,
    NewSubAgreementForm,
    PartyForm,
    SectionForm,
    SignatoryForm,
    SubAgreementForm,
)
from plans.models import (
    Activity,
    AgreementSection,
    CooperationAgreement,
    Party,
    PlanFocusArea,
    Signatory,
    StrategicAgreement,
    SubAgreement,
)
from plans.views import cooperation
from plans.views.base import AddRow, DeleteRow, EditRow, PlanPage


class Agreements(PlanPage):
    """The plan's agreement in force, and its sub-agreements."""

    template_name = "plans/agreements.html"
    nav = "agreements"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        agreement = self.plan.agreement if hasattr(self.plan, "agreement") else None
        parties = Party.objects.visible_to(user).filter(plan=self.plan).select_related("organisation")
        subs = SubAgreement.objects.visible_to(user).filter(plan=self.plan)
        activities = Activity.objects.visible_to(user).filter(plan=self.plan)
        beside = CooperationAgreement.objects.all()
        areas = PlanFocusArea.objects.visible_to(user).filter(plan=self.plan).select_related("focus_area")
        return {
            "agreement": agreement,
            "sections": AgreementSection.objects.visible_to(user).filter(agreement__plan=self.plan),
            "parties": presenters.party_facts(parties.prefetch_related("signatories__person")),
            "focus_areas": presenters.focus_area_facts(areas),
            "sub_agreements": presenters.sub_agreement_facts(
                subs.select_related("plan_focus_area__focus_area"), activities
            ),
            "cooperation": cooperation.facts_for(
                user, self.plan, beside.valid_on(self.day) if self.is_as_of else beside
            ),
            "loose_activities": presenters.activity_tree(row for row in activities if row.sub_agreement_id is None),
        }


class SubAgreementPage(PlanPage):
    """One sub-agreement with its activities."""

    template_name = "plans/sub_agreement.html"
    nav = "agreements"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        subs = SubAgreement.objects.visible_to(user).filter(plan=self.plan)
        sub = get_object_or_404(subs.select_related("plan_focus_area__focus_area"), slug=self.kwargs["sub"])
        activities = Activity.objects.visible_to(user).filter(sub_agreement=sub)
        return {
            "sub": presenters.sub_agreement_facts([sub], activities)[0],
            "focus_area": presenters.focus_area_facts([sub.plan_focus_area])[0],
        }


class AgreementRow:
    """Rows that stand on the agreements page."""

    nav = "agreements"
    plan: Any

    def back(self, row: Any) -> str:
        return reverse("plans:agreements", args=[self.plan.slug])


class EditAgreement(AgreementRow, EditRow):
    """What the agreement says of itself; a plan without one gets one."""

    model, form_class = StrategicAgreement, AgreementForm

    def row(self) -> StrategicAgreement:
        return self.rows().first() or StrategicAgreement(plan=self.plan)

    def title(self, row: Any) -> str:
        return _("The strategic agreement")


class AddSection(AgreementRow, AddRow):
    """A section; the agreement itself is made when it is not there yet."""

    model, form_class = AgreementSection, NewSectionForm

    def new_row(self) -> AgreementSection:
        agreements = StrategicAgreement.objects.editable_by(self.request.user)  # type: ignore[attr-defined]
        agreement = get_object_or_404(agreements.filter(plan=self.plan))
        agreement.plan = self.plan
        last = agreement.sections.order_by("-position").values_list("position", flat=True).first()
        return AgreementSection(agreement=agreement, position=(last or 0) + 1)


class AddFocusArea(AgreementRow, AddRow):
    model, form_class = PlanFocusArea, NewFocusAreaForm

    def new_row(self) -> PlanFocusArea:
        return PlanFocusArea(plan=self.plan, position=self.plan.focus_areas.count())


class EditSection(AgreementRow, EditRow):
    model, form_class = AgreementSection, SectionForm


class EditFocusArea(AgreementRow, EditRow):
    model, form_class = PlanFocusArea, FocusAreaForm


class PartyRow(AgreementRow):
    """A party, named by its organisation."""

    model, form_class = Party, PartyForm


class EditParty(PartyRow, EditRow):
    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("plans:party_delete", args=[self.plan.slug, row.pk])}


class AddParty(AgreementRow, AddRow):
    model, form_class = Party, PartyForm

    def new_row(self) -> Party:
        return Party(plan=self.plan, position=self.plan.parties.count())


class DeleteParty(PartyRow, DeleteRow):
    pass


class SignatoryRow(AgreementRow):
    """A signatory, named by the person."""

    model, form_class = Signatory, SignatoryForm


class EditSignatory(SignatoryRow, EditRow):
    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("plans:signatory_delete", args=[self.plan.slug, row.pk])}


class AddSignatory(AgreementRow, AddRow):
    model, form_class = Signatory, SignatoryForm

    def new_row(self) -> Signatory:
        parties = Party.objects.editable_by(self.request.user).filter(plan=self.plan)  # type: ignore[attr-defined]
        return Signatory(party=get_object_or_404(parties, pk=self.kwargs["pk"]))


class DeleteSignatory(SignatoryRow, DeleteRow):
    pass


class SubAgreementRow:
    """A sub-agreement, found by its short name."""

    nav = "agreements"
    model, form_class = SubAgreement, SubAgreementForm
    plan: Any

    def row(self) -> Any:
        return get_object_or_404(self.rows(), slug=self.kwargs["sub"])  # type: ignore[attr-defined]

    def back(self, row: Any) -> str:
        return reverse("plans:sub_agreement", args=[self.plan.slug, row.slug])


class EditSubAgreement(SubAgreementRow, EditRow):
    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("plans:sub_agreement_delete", args=[self.plan.slug, row.slug])}


class AddSubAgreement(AgreementRow, AddRow):
    model, form_class = SubAgreement, NewSubAgreementForm

    def new_row(self) -> SubAgreement:
        return SubAgreement(plan=self.plan, position=self.plan.sub_agreements.count())


class DeleteSubAgreement(AgreementRow, DeleteRow):
    model = SubAgreement

    def row(self) -> Any:
        return get_object_or_404(self.rows(), slug=self.kwargs["sub"])
