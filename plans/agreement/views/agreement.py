"""The agreement, its sections, parties and signatures, the focus areas, the sub-agreements and their activities."""

from typing import Any, ClassVar

from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.pages import panels
from abc_portal.pages.base import PlanPage
from plans.agreement import actions
from plans.agreement.forms.agreement import (
    AgreementForm,
    AllSectionsForm,
    FocusAreaForm,
    NewFocusAreaForm,
    NewSectionForm,
    NewSubAgreementForm,
    OwnFocusAreaForm,
    PartyForm,
    SectionForm,
    SignatoryForm,
    SubAgreementForm,
)
from plans.agreement.models.agreement import AgreementSection, Party, Signatory, StrategicAgreement, Support
from plans.agreement.models.sub_agreements import PlanFocusArea, Responsibility, SubAgreement, SubGoal
from plans.agreement.presenters import agreement as facts
from plans.agreement.presenters.work import activity_tree, focus_area_facts, party_facts, sub_agreement_facts
from plans.agreement.querysets import of_area_not_chosen
from plans.agreement.views.rows import AgreementRowPages
from plans.rounds.models import OverallGoal, RoundSection


class Agreements(PlanPage):
    """The plan's agreement and its sub-agreements, as they held on the day."""

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
            "lacks_sections": any(section.pk is None for section in sections),
            "parties": party_facts(parties.with_signatures().with_sub_agreements(), day=self.past_day),
            "panels": panels.panels("agreements", plan, agreement, self.request.user, self.day),
            "supports": facts.support_facts(self.rows(Support).select_related("organisation")),
            "phases": facts.role_facts(self.roles()),
            "goals": facts.goal_facts(self.goals()),
            **self.work(subs.select_related("plan_focus_area__focus_area", "cited_round"), areas),
        }

    def rows(self, model: Any) -> Any:
        return model.objects.visible_to(self.request.user).filter(plan=self.plan)

    def goals(self) -> Any:
        rows = OverallGoal.objects.of_plan(self.plan).select_related("focus_area")
        return rows.annotate(not_chosen=Case(When(of_area_not_chosen(self.plan), then=True), default=False))

    def prescribed(self) -> Any:
        return RoundSection.objects.filter(round=self.plan.round_id, document=None)

    def sections(self) -> Any:
        return AgreementSection.objects.visible_to(self.request.user).filter(agreement__plan=self.plan)

    def roles(self) -> Any:
        return self.rows(Responsibility).filter(sub_agreement=None).select_related("organisation")

    def work(self, subs: Any, areas: Any) -> dict[str, Any]:
        """The sub-agreements with their activities, and the focus areas with what is directly under them."""
        activities = list(self.held(self.plan.activities.visible_to(self.request.user)))
        goals = self.rows(SubGoal).filter(plan_focus_area__isnull=False)
        areas = focus_area_facts(areas)
        return {
            "sub_agreements": sub_agreement_facts(subs, activities),
            "focus_areas": facts.area_work(areas, goals, activities),
            "loose": activity_tree(
                row for row in activities if not row.sub_agreement_id and not row.plan_focus_area_id
            ),
            "by_focus_area": self.plan.round is None or not self.plan.round.has_sub_agreements,
        }


class AgreementPages(AgreementRowPages):
    """What the agreement says of itself; a plan without one gets one."""

    name = "plans:agreement"
    model, form = StrategicAgreement, AgreementForm
    found_by: ClassVar = {}

    def row(self) -> StrategicAgreement:
        row = self.rows().first() or StrategicAgreement()
        row.plan = self.plan
        return row

    def title(self, row: Any) -> str:
        return _("The strategic agreement")


class AllSectionsPages(AgreementPages):
    """Every section that the round prescribes and the agreement lacks, in one go."""

    form = AllSectionsForm

    def title(self, row: Any) -> str:
        if self.plan.round is None:
            raise Http404
        return _("Add all sections from %s") % self.plan.round

    def lead(self, row: Any) -> str:
        missing = actions.missing_sections(self.plan)
        if not missing:
            return _("The agreement has every section that the round prescribes.")
        return _("These are added without text, under their official headings: %s.") % ", ".join(map(str, missing))

    def write(self, form: Any) -> bool:
        reason = form.cleaned_data.get("reason", "")
        self.added = actions.add_sections(agreement=form.instance, by=self.user, reason=reason)
        return bool(self.added)

    def done(self, row: Any, changed: bool) -> str:
        if not changed:
            return _("Nothing was changed.")
        sentence = ngettext("%(count)s section is added.", "%(count)s sections are added.", self.added)
        return sentence % {"count": self.added}


class SectionPages(AgreementRowPages):
    """A section of the agreement."""

    name = "plans:section"
    model, form, add_form = AgreementSection, SectionForm, NewSectionForm

    def new(self) -> AgreementSection:
        agreement = get_object_or_404(self.editable(StrategicAgreement))
        agreement.plan = self.plan
        last = agreement.sections.order_by("-position").values_list("position", flat=True).first()
        return AgreementSection(agreement=agreement, position=(last or 0) + 1)

    def add(self, form: Any) -> bool:
        return super().write(form)

    def write(self, form: Any) -> bool:
        number = form.cleaned_data["number"]
        return actions.save_section(section=form.instance, number=number, **self.write_args(form))


class FocusAreaPages(AgreementRowPages):
    """A focus area that the plan treats."""

    name = "plans:focus_area"
    model, form, add_form = PlanFocusArea, FocusAreaForm, NewFocusAreaForm


class OwnFocusAreaPages(AgreementRowPages):
    """A focus area that no round prescribes."""

    model, form = PlanFocusArea, OwnFocusAreaForm

    def add_title(self, row: Any) -> str:
        return _("Add a focus area of the plan's own")

    def add(self, form: Any) -> bool:
        actions.add_own_focus_area(row=form.instance, name=form.cleaned_data["name"], by=self.user, form=self.sent)
        return True


class PartyPages(AgreementRowPages):
    """A party of the agreement."""

    name = "plans:party"
    model, form = Party, PartyForm


class SignatoryPages(AgreementRowPages):
    """Somebody who signs for a party; ``?delaftale=`` says that it is a sub-agreement."""

    name, above = "plans:signatory", "party"
    model, form = Signatory, SignatoryForm

    def back(self, row: Any) -> str:
        if row.sub_agreement_id:
            return self.address("plans:sub_agreement", row.sub_agreement.slug)
        return super().back(row)

    def new(self) -> Signatory:
        row: Signatory = super().new()
        row.sub_agreement = self.plan.sub_agreements.filter(slug=self.request.GET.get("delaftale", "")).first()
        return row

    def add_lead(self, row: Any) -> str:
        return _("For %s.") % row.party


class SubAgreementPages(AgreementRowPages):
    """A sub-agreement, found by its short name."""

    name = "plans:sub_agreement"
    model, form, add_form = SubAgreement, SubAgreementForm, NewSubAgreementForm
    found_by: ClassVar = {"sub": "slug"}

    def back(self, row: Any) -> str:
        return self.address("plans:sub_agreement", row.slug) if self.verb == "edit" else super().back(row)
