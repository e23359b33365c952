"""The plan's life: the steps it has taken, extensions, the plans around it, and the work that runs beside it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import DayField, LinkField, NameField, in_order, known_day, partial, precision_field
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.models import Organisation
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.lifecycle.enums import EffortKind, RelationKind, State
from plans.lifecycle.models.plan import Plan
from plans.lifecycle.querysets import EffortQuerySet
from plans.lifecycle.validators import check_step
from plans.shared.access import Resource
from plans.shared.bases import Dated, PlanRow


class PlanStep(Tracked):
    """One step in the plan's life (*trin*): the state it came to, when, by whom, and what LBF calls it.

    The steps stand in their order, also where a date is not known. The last one is the plan's
    present state. A step that is entered as it stands need not follow the table of allowed steps:
    what came before it happened outside the portal.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps", verbose_name=_("plan"))
    state = models.CharField(_("state"), max_length=16, choices=State)
    happened_on = DayField(_("when"), null=True, blank=True, help_text=_("Empty when it is not known."))
    happened_on_precision = precision_field()
    happened = partial("happened_on")
    by_whom = models.CharField(_("by whom"), max_length=200, blank=True)
    lbf_wording = models.CharField(
        _("LBF's own wording"), max_length=300, blank=True, help_text=_("What Landsbyggefonden calls the state.")
    )
    case_number = models.CharField(
        _("case number"), max_length=40, blank=True, help_text=_("When the step has another one than the plan.")
    )
    note = models.TextField(_("note"), blank=True)
    is_entered_as_it_stands = models.BooleanField(
        _("the steps before it are not in the portal"),
        default=False,
        help_text=_("For a plan that has run elsewhere: the step need not follow from the one before."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.ADMINISTRATION
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("step in the plan's life")
        verbose_name_plural = _("steps in the plan's life")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="plan_step_once",
                violation_error_message=_("The plan already has a step at that place. Reload the page and try again."),
            )
        ]

    def __str__(self) -> str:
        return str(State(self.state).label) if self.state in State.values else self.state

    def clean(self) -> None:
        """The step fits the ones before and after it, and so does its date."""
        if self.plan_id and self.state in State.values:
            check_step(
                self, PlanStep._base_manager.filter(plan=self.plan_id).exclude(pk=self.pk).order_by("position", "pk")
            )


class PlanExtension(Tracked):
    """The plan's last day was moved, perhaps with a new name (*forlængelse*); what stood before is kept here."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="extensions", verbose_name=_("plan"))
    decided_on = DayField(_("decided"), null=True, blank=True, help_text=_("Empty when it is not known."))
    decided_on_precision = precision_field()
    decided = partial("decided_on")
    former_end_on = DayField(_("former last day"), null=True, blank=True, help_text=_("Empty when it is not known."))
    former_end_on_precision = precision_field()
    former_end = partial("former_end_on", end=True)
    new_end_on = DayField(_("new last day"))
    new_end_on_precision = precision_field()
    new_end = partial("new_end_on", end=True)
    former_name = NameField(_("former name"), blank=True, help_text=_("When the plan got a new name as well."))
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.ADMINISTRATION
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(new_end_on=F("former_end_on")),
                name="extension_moves_the_end",
                violation_error_message=_("The new last day is the same as the former."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.former_end or _('not stated')} → {self.new_end}"


class FormerPlanName(PlanRow):
    """A name that the plan had before, and gave up without being extended (*tidligere navn*)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="former_names", verbose_name=_("plan"))
    name = NameField(_("former name"))
    until_on = DayField(_("until"), null=True, blank=True, help_text=_("Empty when it is not known."))
    until_on_precision = precision_field()
    until = partial("until_on", end=True)
    note = models.TextField(_("note"), blank=True, help_text=_("For example why, and who decided it."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "plan",
                "name",
                known_day("until_on"),
                name="former_plan_name_once",
                violation_error_message=_("That former name is already there."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PlanRelation(PlanRow):
    """Another plan that this one continues, is continued by, or runs beside; any number of each.

    Two plans that one continues were merged; a plan that two continue was split. The other plan may
    be known by name only. That a plan in the portal is continued is said by the later one.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="relations", verbose_name=_("plan"))
    kind = models.CharField(_("relation"), max_length=16, choices=RelationKind, default=RelationKind.CONTINUES)
    other = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="related_from", verbose_name=_("other plan")
    )
    other_name = models.CharField(
        _("other plan's name"), max_length=200, blank=True, help_text=_("When the plan is not in the portal.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For example which departments came from it."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("other",)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("related plan")
        verbose_name_plural = _("related plans")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(other=None) & ~Q(other_name="") | Q(other__isnull=False, other_name=""),
                name="relation_names_one",
                violation_error_message=_("Choose a plan in the portal, or write the name of one that is not."),
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(plan=F("other")),
                name="relation_not_itself",
                violation_error_message=_("A plan cannot be related to itself."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=RelationKind.CONTINUED_BY) | Q(other=None),
                name="relation_said_by_the_later",
                violation_error_message=_("Say it on the later plan: there, choose that it continues this one."),
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "other"],
                name="relation_once",
                violation_error_message=_("The plan already has that relation to that plan."),
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "other_name"],
                condition=~Q(other_name=""),
                name="relation_name_once",
                violation_error_message=_("The plan already has that relation to a plan of that name."),
            ),
        ]

    def __str__(self) -> str:
        return self.other_name or str(self.other)

    def clean(self) -> None:
        """Two plans cannot each continue the other."""
        if self.other_id and self.kind == RelationKind.CONTINUES:
            back = PlanRelation._base_manager.filter(plan=self.other_id, other=self.plan_id, kind=self.kind)
            if back.exists():
                raise ValidationError({"other": _("“%s” already continues this plan.") % self.other})


class ParallelEffort(Dated, PlanRow):
    """Work that runs beside the plan (*sideløbende indsats*): renovation, other money, what the municipality pays
    alone, or what several go together on.

    It has no part in the plan's own figures; financing that belongs to it is marked as beside the plan.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="efforts", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=16, choices=EffortKind)
    name = NameField(_("name"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("carried out by")
    )
    description = RichTextField(_("description"))
    link = LinkField(_("address of its own page"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = EffortQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("effort beside the plan")
        verbose_name_plural = _("efforts beside the plan")
        constraints: ClassVar[list[Any]] = [
            in_order("effort_period"),
            models.UniqueConstraint(
                fields=["plan", "name"],
                name="effort_once",
                violation_error_message=_("The plan already has an effort of that name beside it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
