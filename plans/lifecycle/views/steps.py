"""*Forløb*: the plan's states and period, the plans around it, its places, and the efforts beside it."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.core import danish
from abc_portal.directory.models import FormerOwner
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.lifecycle.actions import steps as actions_life
from plans.lifecycle.actions.moving import foresee, with_days
from plans.lifecycle.actions.steps import next_position
from plans.lifecycle.calculations.steps import extensions_on, step_on
from plans.lifecycle.counted import by_count, places_counted
from plans.lifecycle.enums import RelationKind
from plans.lifecycle.forms.efforts import EffortForm
from plans.lifecycle.forms.stated import FormerNameForm, StatedPlanValueForm
from plans.lifecycle.forms.steps import (
    AreaForm,
    DepartmentForm,
    ExtendForm,
    ExtensionForm,
    NewStepForm,
    PlanStepForm,
    RelationForm,
)
from plans.lifecycle.models.approvals import ExtensionApproval, StepApproval
from plans.lifecycle.models.plan import Plan, PlanArea, PlanDepartment
from plans.lifecycle.models.steps import FormerPlanName, ParallelEffort, PlanExtension, PlanRelation, PlanStep
from plans.lifecycle.models.values import StatedPlanValue
from plans.lifecycle.presenters import stated, years
from plans.lifecycle.presenters import steps as presenters
from plans.lifecycle.presenters.counts import count_facts
from plans.lifecycle.presenters.efforts import effort_facts
from plans.lifecycle.presenters.plan import ended
from plans.shared import access, efforts
from plans.shared.access import Resource
from plans.shared.presenters import period_words

NAMED = gettext_lazy("A department that goes is named in this. Take it out there first:")
AREA_NAMED = gettext_lazy("An area that goes is named in this. Take it out there first:")

IN_THE_WAY = gettext_lazy(
    "A department that goes is named in this, or it is due after the plan's former last day. Move it first:"
)


class Life(PlanPage):
    """The plan's life: each part as the reader's role shows it."""

    template_name = "plans/lifecycle/life.html"
    nav = "life"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        sees_all = access.may_edit(user, Resource.ADMINISTRATION, self.plan)
        return {
            **self._states(sees_all),
            **self._related(),
            **self._places(),
            "years": years.years_on(self.plan, day=self.day),
            "period_words": period_words(self.plan.start, self.plan.end),
            "starts_about": years.starts_about(self.plan),
            "efforts": effort_facts(self._rows(ParallelEffort).with_parties(), efforts.payments(self.plan, user)),
            "former_names": self.plan.former_names.all(),
            "stated": stated.stated_facts(StatedPlanValue.objects.visible_to(user).filter(plan=self.plan)),
            "sees_all": sees_all,
            "sees_round": access.may_see_some(user, Resource.REFERENCE, self.plan),
            "may_lead": self.may_edit(Resource.ADMINISTRATION),
        }

    def _states(self, sees_all: bool) -> dict[str, Any]:
        """States and dates for everybody with the plan; the rest of a step is for its leader."""
        shown = ("plan", "state", "happened_on", "happened_on_precision", "position")
        steps = PlanStep.objects.filter(plan=self.plan)
        listed = list(steps if sees_all else steps.only(*shown))
        extended = self.plan.extensions.all()  # known already on a past day: the plan's last day follows from them
        extensions = list(extended if sees_all or self.is_back else extended.defer("note"))
        if sees_all:
            prefetch_related_objects(listed, Prefetch("approvals", StepApproval.objects.select_related("organisation")))
            of_extensions = ExtensionApproval.objects.select_related("organisation")
            prefetch_related_objects(extensions, Prefetch("approvals", of_extensions))
        if self.is_back:
            last = step_on(listed, self.day)
            listed = listed[: listed.index(last) + 1] if last else []
            extensions = extensions_on(extensions, self.day)
        return {
            "state": presenters.state_facts(listed, ended=ended(self.plan, self.day)),
            "steps": presenters.step_facts(listed, in_full=sees_all),
            "extensions": extensions,
        }

    def _related(self) -> dict[str, Any]:
        touching = PlanRelation.objects.filter(Q(plan=self.plan) | Q(other=self.plan))
        rows = list(touching.select_related("plan", "other"))
        known = {pk for row in rows for pk in (row.plan_id, row.other_id) if pk and pk != self.plan.pk}
        may_open = set(Plan.objects.visible_to(self.request.user).filter(pk__in=known).values_list("pk", flat=True))
        found = presenters.related_facts(self.plan, rows, may_open=may_open, sharing=self._sharing(rows))
        words = presenters.gathered_words(len(found["before"]), len(found["after"]))
        return {**found, "gathered": words}

    def _sharing(self, rows: list[PlanRelation]) -> Counter[int]:
        """For each plan before, how many continue it; for each after, how many it continues."""
        chain = [row for row in rows if row.kind == RelationKind.CONTINUES]
        before = [row.other_id for row in chain if row.plan_id == self.plan.pk]
        after = [row.plan_id for row in chain if row.other_id == self.plan.pk]
        continues, ends = Q(kind=RelationKind.CONTINUES), Q(kind=RelationKind.CONTINUED_BY)
        wider = PlanRelation.objects.filter(
            continues & (Q(other__in=before) | Q(plan__in=after)) | ends & Q(plan__in=before)
        )
        counted: Counter[int] = Counter()
        for plan, other, kind in wider.values_list("plan", "other", "kind"):
            if kind == RelationKind.CONTINUED_BY or plan in after:
                counted[plan] += 1
            if other in before:
                counted[other] += 1
        return counted

    def _places(self) -> dict[str, Any]:
        areas = self._rows(PlanArea).select_related("area").prefetch_related("area__aliases", "area__listings")
        rows = self._rows(PlanDepartment).select_related("department__organisation")
        owners = Prefetch("department__former_owners", FormerOwner.objects.select_related("organisation"))
        departments = list(rows.prefetch_related("department__listings", owners))
        listed = list(areas)
        places = list(places_counted([row.department_id for row in departments], [row.area_id for row in listed]))
        day = self.day if self.is_as_of else None
        return {
            "areas": presenters.area_facts(listed, places, day=day),
            "departments": presenters.department_facts(departments, places, day=day),
            "counts": count_facts(by_count(places), departments, day=day),
        }

    def _rows(self, model: Any) -> Any:
        return self.held(model.objects.visible_to(self.request.user).filter(plan=self.plan))


class LifePages(RowPages):
    """Rows of the plan's life page; a new one comes after the others of its kind."""

    nav, home = "life", "plans:life"

    def new(self) -> Any:
        rows = self.model._default_manager.filter(plan=self.plan)  # type: ignore[attr-defined]
        return self.model(plan=self.plan, position=next_position(rows))


# --- steps and extensions ---------------------------------------------------------------------------


class StepPages(LifePages):
    """A step that the plan took: the last can be undone, each can be corrected."""

    name = "plans:step"
    model, form, add_form = PlanStep, PlanStepForm, NewStepForm

    def add_title(self, row: Any) -> str:
        return _("The plan's next step")

    def add_lead(self, row: Any) -> str:
        state = presenters.state_facts(list(PlanStep.objects.filter(plan=self.plan)))
        return _("The plan is now: %s.") % state.words if state.code else _("No step is entered; begin anywhere.")

    def add(self, form: Any) -> bool:
        try:
            actions_life.take_step(step=form.instance, by=self.user, approvals=form.changes()[0], form=self.sent)
        except ValidationError:
            raise LostUpdate(str(form.instance)) from None
        return True

    def write(self, form: Any) -> bool:
        try:
            to_save, to_delete = form.changes()
            return actions_life.change_step(
                step=form.instance, to_save=to_save, to_delete=to_delete, **self.write_args(form)
            )
        except ValidationError:
            raise LostUpdate(str(form.instance)) from None

    def may_delete(self, row: Any) -> bool:
        return not PlanStep.objects.filter(plan=self.plan, position__gt=row.position).exists()

    def check_deletable(self, row: Any) -> None:
        actions_life.check_is_last_step(row)

    def delete_title(self, row: Any) -> str:
        return _("Undo the step “%s”?") % row

    def delete(self, row: Any, reason: str, seen: str) -> None:
        actions_life.undo_step(step=row, by=self.user, reason=reason, seen=seen)


class ExtensionPages(LifePages):
    """An extension of the plan; the latest can be undone."""

    name = "plans:extension"
    model, form, add_form = PlanExtension, ExtensionForm, ExtendForm
    way_out = IN_THE_WAY

    def add_title(self, row: Any) -> str:
        return _("Extend the plan")

    def add_lead(self, row: Any) -> str:
        return _("The plan's last day is now %s.") % (self.plan.end or _("not stated"))

    def add(self, form: Any) -> bool:
        given = form.cleaned_data
        try:
            actions_life.extend_plan(
                extension=form.instance,
                by=self.user,
                new_name=given["new_name"],
                joining=[*given.get("departments_joining", ()), *given.get("areas_joining", ())],
                leaving=[*given.get("departments_leaving", ()), *given.get("areas_leaving", ())],
                made_from=given["plan_version"],
                form=self.sent,
                seen=form.seen_moves,
            )
        except (LostUpdate, ValidationError):
            self.plan.refresh_from_db()
            raise
        return True

    def check_deletable(self, row: Any) -> None:
        row.plan = self.plan
        actions_life.check_can_undo_extension(row)

    def delete_title(self, row: Any) -> str:
        return _("Undo the extension %s?") % row

    def preview(self, row: Any) -> change_sets.DeletionPreview:
        joined = actions_life.joined_by(row)
        named = [item for one in joined for item in one.named_by()]
        left = danish.joined([str(item) for item in actions_life.left_by(row)], _("and"))
        stays = _("No longer leaves with %(day)s: %(who)s.") % {"day": row.former_end, "who": left} if left else ""
        moves = foresee(with_days(row.plan, row.plan.start, row.former_end))
        changed = " ".join([*([stays] if stays else []), *(moves.sentences if moves else ())])
        return change_sets.DeletionPreview([*named, *actions_life.due_after(row)], list(joined), changed=changed)

    def delete(self, row: Any, reason: str, seen: str) -> None:
        actions_life.undo_extension(extension=row, by=self.user, reason=reason, seen=seen)


# --- the plans around it, places, efforts -------------------------------------------------------------


class RelationPages(LifePages):
    """A related plan."""

    name = "plans:relation"
    model, form = PlanRelation, RelationForm


class PlacePages(LifePages):
    """A place; it leaves as if it had never been in the plan, but not while work is for it by name."""

    def preview(self, row: Any) -> change_sets.DeletionPreview:
        found = change_sets.deletion_preview(row)
        return change_sets.DeletionPreview([*found.in_the_way, *row.named_by()], found.cascaded)


class AreaPages(PlacePages):
    """A housing area of the plan."""

    name = "plans:area"
    model, form = PlanArea, AreaForm
    way_out = AREA_NAMED


class DepartmentPages(PlacePages):
    """A department of the plan."""

    name = "plans:department"
    model, form = PlanDepartment, DepartmentForm
    way_out = NAMED


class FormerNamePages(LifePages):
    """A name that the plan had before."""

    name = "plans:former_name"
    model, form = FormerPlanName, FormerNameForm


class StatedValuePages(LifePages):
    """A value of the plan as a document prints it."""

    name = "plans:stated_value"
    model, form = StatedPlanValue, StatedPlanValueForm


class EffortPages(LifePages):
    """An effort beside the plan."""

    name = "plans:effort"
    model, form = ParallelEffort, EffortForm
