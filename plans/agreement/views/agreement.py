"""The agreement, its sections, parties and signatures, the focus areas, the sub-agreements and their activities."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.pages import panels
from abc_portal.pages.base import PlanPage
from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from abc_portal.pages.with_rows import EditWithRows
from plans.agreement import actions
from plans.agreement.forms.agreement import (
    AgreementForm,
    AllSectionsForm,
    FocusAreaForm,
    NewFocusAreaForm,
    NewSectionForm,
    NewSubAgreementForm,
    PartyForm,
    SectionForm,
    SignatoryForm,
    SubAgreementForm,
)
from plans.agreement.models.agreement import AgreementSection, Party, Signatory, StrategicAgreement, Support
from plans.agreement.models.sub_agreements import PlanFocusArea, Responsibility, SubAgreement, SubGoal
from plans.agreement.presenters import agreement as facts
from plans.agreement.presenters.work import focus_area_facts, party_facts, sub_agreement_facts
from plans.agreement.views.rows import AgreementRow
from plans.rounds.models import OverallGoal, RoundSection


class Agreements(PlanPage):
    """The plan's agreement in force, and its sub-agreements; for another day what held that day."""

    template_name = "plans/agreement/agreements.html"
    nav = "agreements"

    def plans(self) -> Any:
        return super().plans().select_related("agreement__cited_round")

    def context(self) -> dict[str, Any]:
        plan = self.plan
        agreement = getattr(plan, "agreement", None)
        if agreement is not None:
            agreement.plan = plan
        shown = None if agreement is None or (self.is_as_of and not agreement.holds_on(self.day)) else agreement
        parties, subs = self.held(self.rows(Party)), self.held(self.rows(SubAgreement))
        areas = self.rows(PlanFocusArea).select_related("focus_area")
        sections = facts.section_facts(self.prescribed(), self.sections()) if shown else []
        return {
            "agreement": shown,
            "agreement_then": agreement if shown is None else None,
            "vision_held": shown is not None or agreement is None,
            "sections": sections,
            "lacks_sections": any(each.pk is None for each in sections),
            "parties": party_facts(parties.with_signatures().with_sub_agreements(), day=self.past_day),
            "panels": panels.panels("agreements", plan, agreement, self.request.user, self.day),
            "supports": facts.support_facts(self.rows(Support).select_related("organisation")),
            "phases": facts.role_facts(self.roles()),
            "goals": facts.goal_facts(OverallGoal.objects.of_plan(plan)),
            **self.work(subs.select_related("plan_focus_area__focus_area", "cited_round"), areas),
        }

    def rows(self, model: Any) -> Any:
        return model.objects.visible_to(self.request.user).filter(plan=self.plan)

    def prescribed(self) -> Any:
        return RoundSection.objects.filter(round=self.plan.round_id, document=None)

    def sections(self) -> Any:
        return AgreementSection.objects.visible_to(self.request.user).filter(agreement__plan=self.plan)

    def roles(self) -> Any:
        return self.rows(Responsibility).filter(sub_agreement=None).select_related("organisation")

    def work(self, subs: Any, areas: Any) -> dict[str, Any]:
        """The sub-agreements with their activities, and the focus areas with what stands straight under them."""
        activities = list(self.held(self.plan.activities.visible_to(self.request.user)))
        goals = self.rows(SubGoal).filter(plan_focus_area__isnull=False)
        areas = focus_area_facts(areas)
        return {
            "sub_agreements": sub_agreement_facts(subs, activities),
            "focus_areas": facts.area_work(areas, goals, activities),
            "by_focus_area": self.plan.round is None or not self.plan.round.has_sub_agreements,
        }


class EditAgreement(AgreementRow, EditRow):
    """What the agreement says of itself; a plan without one gets one."""

    model, form_class = StrategicAgreement, AgreementForm

    def row(self) -> StrategicAgreement:
        return self.rows().first() or StrategicAgreement(plan=self.plan)

    def title(self, row: Any) -> str:
        return _("The strategic agreement")


class AddSection(AgreementRow, AddRow):
    """One more section of the agreement."""

    model, form_class = AgreementSection, NewSectionForm

    def new_row(self) -> AgreementSection:
        agreements = StrategicAgreement.objects.editable_by(self.request.user)  # type: ignore[attr-defined]
        agreement = get_object_or_404(agreements.filter(plan=self.plan))
        agreement.plan = self.plan
        last = agreement.sections.order_by("-position").values_list("position", flat=True).first()
        return AgreementSection(agreement=agreement, position=(last or 0) + 1)


class AddAllSections(AgreementRow, EditRow):
    """Every section that the round prescribes and the agreement lacks, in one go."""

    model, form_class = StrategicAgreement, AllSectionsForm

    def row(self) -> StrategicAgreement:
        row = self.rows().first() or StrategicAgreement()
        row.plan = self.plan
        return row

    def title(self, row: Any) -> str:
        if self.plan.round is None:
            raise Http404
        return _("Add all sections from %s") % self.plan.round

    def lead(self, row: Any) -> str:
        lacking = actions.missing_sections(self.plan)
        if not lacking:
            return _("The agreement has every section that the round prescribes.")
        return _("These are added without text, under their official headings: %s.") % ", ".join(map(str, lacking))

    def write(self, form: Any) -> bool:
        reason = form.cleaned_data.get("reason", "")
        self.added = actions.add_sections(agreement=form.instance, by=self.request.user, reason=reason)
        return bool(self.added)

    def done(self, row: Any, changed: bool) -> str:
        if not changed:
            return _("Nothing was changed.")
        told = ngettext("%(count)s section is added.", "%(count)s sections are added.", self.added)
        return told % {"count": self.added}


class EditSection(AgreementRow, EditRow):
    model, form_class = AgreementSection, SectionForm

    def write(self, form: Any) -> bool:
        return actions.save_section(
            section=form.instance,
            number=form.cleaned_data["number"],
            by=self.request.user,
            reason=form.cleaned_data.get("reason", ""),
            made_from=form.cleaned_data.get("made_from"),
            form=self.sending(),
        )

    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("section_delete", row)


class DeleteSection(AgreementRow, DeleteRow):
    model = AgreementSection


class AddFocusArea(AgreementRow, AddRow):
    model, form_class = PlanFocusArea, NewFocusAreaForm

    def new_row(self) -> PlanFocusArea:
        return PlanFocusArea(plan=self.plan, position=self.plan.focus_areas.count())


class EditFocusArea(AgreementRow, EditRow):
    model, form_class = PlanFocusArea, FocusAreaForm

    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("focus_area_delete", row)


class DeleteFocusArea(AgreementRow, DeleteRow):
    """The plan does not treat the focus area any more; the round's list keeps it."""

    model = PlanFocusArea


class EditParty(AgreementRow, EditRow):
    model, form_class = Party, PartyForm

    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("party_delete", row)


class AddParty(AgreementRow, AddRow):
    model, form_class = Party, PartyForm

    def new_row(self) -> Party:
        return Party(plan=self.plan, position=self.plan.parties.count())


class DeleteParty(AgreementRow, DeleteRow):
    model = Party


class SignatoryRow(AgreementRow):
    """A signatory, who stands where the agreement does that is signed."""

    model, form_class = Signatory, SignatoryForm

    def back(self, row: Any) -> str:
        if row.sub_agreement_id:
            return reverse("plans:sub_agreement", args=[self.plan.slug, row.sub_agreement.slug])
        return super().back(row)


class EditSignatory(SignatoryRow, EditRow):
    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("signatory_delete", row)


class AddSignatory(SignatoryRow, AddRow):
    """Somebody who signs for a party; ``?delaftale=`` says that it is a sub-agreement."""

    def new_row(self) -> Signatory:
        parties = Party.objects.editable_by(self.request.user).filter(plan=self.plan)  # type: ignore[attr-defined]
        sub = self.plan.sub_agreements.filter(slug=self.request.GET.get("delaftale", "")).first()
        return Signatory(party=get_object_or_404(parties, pk=self.kwargs["pk"]), sub_agreement=sub)

    def lead(self, row: Any) -> str:
        return _("For %s.") % row.party


class DeleteSignatory(SignatoryRow, DeleteRow):
    pass


class SubAgreementRow(AgreementRow):
    """A sub-agreement, found by its short name."""

    model, form_class = SubAgreement, SubAgreementForm

    def row(self) -> Any:
        return get_object_or_404(self.rows(), slug=self.kwargs["sub"])  # type: ignore[attr-defined]

    def back(self, row: Any) -> str:
        return reverse("plans:sub_agreement", args=[self.plan.slug, row.slug])


class EditSubAgreement(EditWithRows, SubAgreementRow, EditRow):
    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("plans:sub_agreement_delete", args=[self.plan.slug, row.slug])}


class AddSubAgreement(EditWithRows, AgreementRow, AddRow):
    model, form_class = SubAgreement, NewSubAgreementForm

    def new_row(self) -> SubAgreement:
        return SubAgreement(plan=self.plan, position=self.plan.sub_agreements.count())


class DeleteSubAgreement(AgreementRow, DeleteRow):
    model = SubAgreement

    def row(self) -> Any:
        return get_object_or_404(self.rows(), slug=self.kwargs["sub"])
