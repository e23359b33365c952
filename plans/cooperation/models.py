"""Agreements beside the plan: with one partner or more, about cooperation, co-financing or an effort."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.fields import DayField, NameField, in_order, partial, precision_field
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.models import Organisation
from plans.archive.models import PlanFile
from plans.cooperation.enums import CooperationKind
from plans.lifecycle.models.plan import Plan
from plans.shared.bases import PlanRow
from plans.shared.validators import check_same_plan


class CooperationAgreement(PlanRow):
    """An agreement beside the plan (*samarbejdsaftale, medfinansieringsaftale*); its signed file lies in the
    archive."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="cooperation_agreements", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=12, choices=CooperationKind, default=CooperationKind.COOPERATION)
    title = NameField(_("title"))
    subject = RichTextField(_("what it is about"))
    starts_on = DayField(_("from"), null=True, blank=True)
    starts_on_precision = precision_field()
    ends_on = DayField(_("to"), null=True, blank=True)
    ends_on_precision = precision_field()
    signed_on = DayField(_("signed"), null=True, blank=True)
    signed_on_precision = precision_field()
    start = partial("starts_on")
    end = partial("ends_on", end=True)
    signed = partial("signed_on")
    file = models.ForeignKey(
        PlanFile,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="cooperation_agreements",
        verbose_name=_("signed file"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    valid_columns = ("starts_on", "ends_on")

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("agreement beside the plan")
        verbose_name_plural = _("agreements beside the plan")
        constraints: ClassVar[list[Any]] = [in_order("cooperation_period")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        check_same_plan(self, "file")


class CooperationParty(PlanRow):
    """Who an agreement beside the plan is with: an organisation, somebody known by name, or both."""

    agreement = models.ForeignKey(
        CooperationAgreement, models.CASCADE, related_name="parties", verbose_name=_("agreement beside the plan")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cooperation_parties",
        verbose_name=_("organisation"),
    )
    name = NameField(
        _("name"), blank=True, help_text=_("When it is not in the list, or the agreement writes it in another way.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("organisation",)
    plan_path = "agreement__plan"

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("party of an agreement beside the plan")
        verbose_name_plural = _("parties of an agreement beside the plan")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name=""),
                name="cooperation_party_is_named",
                violation_error_message=_("Choose an organisation, or write a name."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="cooperation_party_once",
                violation_error_message=_("The organisation is already a party of the agreement."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.organisation)
