"""What Landsbyggefonden's funding rounds prescribe: reference data, never an ``if``."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import NameField
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.querysets import ReferenceQuerySet
from plans.rounds.enums import RoundDocumentKind
from plans.rounds.querysets import PrescribedQuerySet, SectionQuerySet


class FundingRound(Tracked):
    """LBF's rules for grants of some years (*midler*, such as 2019-26-midlerne)."""

    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("For example 2019-26."))
    name = NameField(_("name"))
    legal_basis = models.TextField(_("legal basis"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    least_local_share = models.PositiveSmallIntegerField(
        _("least local share"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1000)],
        help_text=_("In tenths of a per cent: 250 is 25 %. Empty is unknown."),
    )
    hours_count = models.BooleanField(
        _("hours count as local share"), null=True, blank=True, help_text=_("Empty is unknown.")
    )
    has_sub_agreements = models.BooleanField(_("demands a sub-agreement per chosen focus area"), default=True)
    fixed_text = RichTextField(
        _("fixed text of the agreement"),
        help_text=_("What Landsbyggefonden's template says before the sections; each installation fills it in."),
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("-first_year", "code")
        verbose_name = _("funding round")
        verbose_name_plural = _("funding rounds")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="round_period",
                violation_error_message=_("The last year is before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class RoundDocument(Tracked):
    """A document that the round demands or knows, by its official name (*dokumentkrav*)."""

    round = models.ForeignKey(FundingRound, models.CASCADE, related_name="documents", verbose_name=_("funding round"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=30, choices=RoundDocumentKind)
    name = NameField(_("official name"))
    is_required = models.BooleanField(
        _("must be attached"), null=True, blank=True, default=True, help_text=_("Empty is unknown.")
    )
    has_template = models.BooleanField(
        _("Landsbyggefonden has a template"), null=True, blank=True, help_text=_("Empty is unknown.")
    )
    note = models.TextField(_("note"), blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("round", "position", "pk")
        verbose_name = _("document of the round")
        verbose_name_plural = _("documents of the round")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["round", "name"],
                name="round_document_once",
                violation_error_message=_("The round already has a document of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class RoundSection(Tracked):
    """A section that the round prescribes for a document, with LBF's official heading.

    Without a document it is a section of the strategic agreement, or of what stands in its place.
    """

    round = models.ForeignKey(FundingRound, models.CASCADE, related_name="sections", verbose_name=_("funding round"))
    document = models.ForeignKey(
        RoundDocument,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="sections",
        verbose_name=_("document"),
        help_text=_("Empty is the strategic agreement itself."),
    )
    position = models.PositiveSmallIntegerField(_("number"))
    heading = NameField(_("heading"))
    fixed_text = RichTextField(
        _("fixed text"), help_text=_("What Landsbyggefonden's template says here; each installation fills it in.")
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ("round", "position")
        verbose_name = _("prescribed section")
        verbose_name_plural = _("prescribed sections")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "round",
                Coalesce("document", 0),
                "position",
                name="round_section_once",
                violation_error_message=_("The round already has a section with that number."),
            )
        ]

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        if self.document_id and self.document.round_id != self.round_id:
            raise ValidationError({"document": _("“%s” belongs to another round.") % self.document})


class Prescribed(Tracked):
    """Something that a round prescribes for all its plans, or that one plan has set for itself."""

    round = models.ForeignKey(
        FundingRound, models.CASCADE, null=True, blank=True, related_name="%(class)ss", verbose_name=_("funding round")
    )
    plan = models.ForeignKey(
        "plans.Plan", models.CASCADE, null=True, blank=True, related_name="own_%(class)ss", verbose_name=_("plan")
    )
    code = models.SlugField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PrescribedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    @staticmethod
    def rules(name: str) -> list[Any]:
        """It belongs to a round or to a plan, and its code is unique there."""
        return [
            models.CheckConstraint(
                condition=Q(round=None, plan__isnull=False) | Q(round__isnull=False, plan=None),
                name=f"{name}_of_round_or_plan",
                violation_error_message=_("It belongs either to a funding round or to one plan."),
            ),
            models.UniqueConstraint(
                fields=["round", "code"],
                name=f"{name}_once_in_round",
                violation_error_message=_("The round already has that code."),
            ),
            models.UniqueConstraint(
                fields=["plan", "code"],
                name=f"{name}_once_in_plan",
                violation_error_message=_("The plan already has that code."),
            ),
        ]


class FocusArea(Prescribed):
    """One of the fields of work of a round, or of a plan (*indsatsområde*)."""

    name = NameField(_("name"))

    class Meta(Prescribed.Meta):
        abstract = False
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        constraints: ClassVar[list[Any]] = Prescribed.rules("focus_area")

    def __str__(self) -> str:
        return self.name


class OverallGoal(Prescribed):
    """A goal that every plan of the round works towards (*overordnet mål*), in LBF's own words."""

    text = models.CharField(_("goal"), max_length=400)
    focus_area = models.ForeignKey(
        FocusArea,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("focus area"),
        help_text=_("When the goal belongs to one: a plan that does not work in it is not asked about the goal."),
    )

    class Meta(Prescribed.Meta):
        abstract = False
        verbose_name = _("overall goal")
        verbose_name_plural = _("overall goals")
        constraints: ClassVar[list[Any]] = Prescribed.rules("overall_goal")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Its focus area is of the same round or plan; a plan's own goal may belong to one of the plan's round."""
        area = self.focus_area
        if area is None:
            return
        rounds = (self.round_id,) if self.plan_id is None else (None, self.plan.round_id)
        if area.round_id not in rounds or (area.plan_id is not None and area.plan_id != self.plan_id):
            raise ValidationError({"focus_area": _("“%s” belongs to another round or plan.") % area})
