"""The strategic agreement: its parties, who signs for them and when, and its sections."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import DayField, NameField, partial, precision_field
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.models import Organisation, Person
from plans.access import Thing
from plans.enums import PartyRole
from plans.models.plan import Plan
from plans.models.rounds import RoundSection
from plans.querysets import PlanScopedQuerySet


class StrategicAgreement(Tracked):
    """What the parties sign and LBF approves (*strategisk samarbejdsaftale*)."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="agreement", verbose_name=_("plan"))
    printed_area = models.CharField(_("area as printed"), max_length=300, blank=True)
    valid_from_on = DayField(_("valid from"), null=True, blank=True)
    valid_from_on_precision = precision_field()
    valid_to_on = DayField(_("valid to"), null=True, blank=True)
    valid_to_on_precision = precision_field()
    valid_from = partial("valid_from_on")
    valid_to = partial("valid_to_on", end=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    thing = Thing.PLAN
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategic agreement")
        verbose_name_plural = _("strategic agreements")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(valid_from_on=None) | Q(valid_to_on=None) | Q(valid_to_on__gte=F("valid_from_on")),
                name="agreement_period",
                violation_error_message=_("The agreement's last day is before its first."),
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class AgreementSection(Tracked):
    """One section of the strategic agreement: the round's, with its official heading, or one of the plan's own."""

    agreement = models.ForeignKey(
        StrategicAgreement, models.CASCADE, related_name="sections", verbose_name=_("strategic agreement")
    )
    round_section = models.ForeignKey(
        RoundSection, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("prescribed section")
    )
    position = models.PositiveSmallIntegerField(_("number"))
    heading = NameField(_("heading"))
    text = RichTextField(_("text"))

    thing = Thing.PLAN
    plan_path = "agreement__plan"
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["agreement", "position"],
                name="agreement_section_once",
                violation_error_message=_("The agreement already has a section with that number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.heading}"


class Party(Tracked):
    """An organisation that takes part in the plan's agreement (*part*)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="parties", verbose_name=_("plan"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="parties", verbose_name=_("organisation")
    )
    role = models.CharField(_("takes part as"), max_length=12, choices=PartyRole, default=PartyRole.BOUND)
    printed_name = models.CharField(
        _("name as printed"), max_length=200, blank=True, help_text=_("When the agreement writes it in another way.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("organisation",)
    thing = Thing.PLAN
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "organisation"],
                name="party_once",
                violation_error_message=_("The organisation is already a party."),
            )
        ]

    def __str__(self) -> str:
        return self.printed_name or str(self.organisation)


class Signatory(Tracked):
    """Who signs the strategic agreement for a party, as what, and when (*underskriver*).

    Each party signs on its own date; without a date it is unknown whether and when it was signed.
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="signatories", verbose_name=_("party"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="signatures", verbose_name=_("person"))
    title = models.CharField(_("signs as"), max_length=200, blank=True)
    signed_on = DayField(_("signed"), null=True, blank=True, help_text=_("Empty when the date is not known."))
    signed_on_precision = precision_field()
    signed = partial("signed_on")

    name_relations = ("person",)
    thing = Thing.PLAN
    plan_path = "party__plan"
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("party", "pk")
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["party", "person"],
                name="signatory_once",
                violation_error_message=_("That person already signs for the party."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
