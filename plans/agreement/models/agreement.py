"""The strategic agreement: its parties, who signs for them and when, its sections, and what it supports."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import DayField, NameField, in_order, known_day, partial, precision_field
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.models import Organisation, Person
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.agreement.enums import AgreementKind, PartyRole, SignatureState, SupportKind
from plans.agreement.models.sub_agreements import SubAgreement
from plans.agreement.querysets import PartyQuerySet
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import FundingRound, RoundSection
from plans.shared.access import Resource
from plans.shared.bases import PlanRow
from plans.shared.validators import check_under_same_plan


class StrategicAgreement(Tracked):
    """What the parties sign and LBF approves (*strategisk samarbejdsaftale*), or the document in its place: a master
    plan of an earlier round, an organisation's own strategy.
    """

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="agreement", verbose_name=_("plan"))
    kind = models.CharField(
        _("kind of document"), max_length=11, choices=AgreementKind, default=AgreementKind.STRATEGIC
    )
    printed_area = models.CharField(_("area as printed"), max_length=300, blank=True)
    valid_from_on = DayField(_("valid from"), null=True, blank=True)
    valid_from_on_precision = precision_field()
    valid_to_on = DayField(_("valid to"), null=True, blank=True)
    valid_to_on_precision = precision_field()
    valid_from = partial("valid_from_on")
    valid_to = partial("valid_to_on", end=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    cited_round = models.ForeignKey(
        FundingRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal basis it cites"),
        help_text=_("The round whose rules the document refers to; empty when it says nothing of it."),
    )

    resource = Resource.PLAN
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
        return str(self.get_kind_display())

    @property
    def is_signed(self) -> bool:
        """Whether a document of its kind is signed by the parties."""
        return self.kind == AgreementKind.STRATEGIC

    @property
    def holds_from(self) -> Any:
        """Its first day; the plan's, where it says none."""
        return self.valid_from or self.plan.start

    @property
    def holds_to(self) -> Any:
        """Its last day; the plan's, where it says none."""
        return self.valid_to or self.plan.end

    def holds_on(self, day: date) -> bool:
        """Whether it was in force that day, by its own days or, where it says none, the plan's; what is not known does
        not decide it."""
        first, last = self.holds_from, self.holds_to
        return (first is None or first.first <= day) and (last is None or day <= last.last)


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

    resource = Resource.PLAN
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
    role = models.CharField(_("takes part as"), max_length=16, choices=PartyRole, default=PartyRole.BOUND)
    printed_name = models.CharField(
        _("name as printed"), max_length=200, blank=True, help_text=_("When the agreement writes it in another way.")
    )
    represented_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("represented by"),
        help_text=_("Another organisation that acts for it, such as its administration."),
    )
    joined_on = DayField(_("from"), null=True, blank=True, help_text=_("Empty means from the plan's first day."))
    joined_on_precision = precision_field()
    left_on = DayField(_("to"), null=True, blank=True, help_text=_("Empty means to the plan's last day."))
    left_on_precision = precision_field()
    joined = partial("joined_on")
    left = partial("left_on", end=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("organisation",)
    resource = Resource.PLAN
    valid_columns = ("joined_on", "left_on")
    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "plan",
                "organisation",
                known_day("joined_on"),
                name="party_once",
                violation_error_message=_("The organisation is already a party."),
            ),
            models.CheckConstraint(
                condition=Q(represented_by=None) | ~Q(represented_by=F("organisation")),
                name="party_not_represented_by_itself",
                violation_error_message=_("A party that acts for itself is not represented by another."),
            ),
            in_order("party_period", "joined_on", "left_on"),
        ]

    def __str__(self) -> str:
        return self.printed_name or str(self.organisation)


class SubAgreementParty(PlanRow):
    """A party of the plan that is a party to one of its sub-agreements; some parties sign only such a one."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="sub_agreements", verbose_name=_("party"))
    sub_agreement = models.ForeignKey(
        SubAgreement, models.CASCADE, related_name="parties", verbose_name=_("sub-agreement")
    )

    name_relations = ("party__organisation", "sub_agreement")
    plan_path = "party__plan"

    class Meta:
        ordering = ("party__position", "pk")
        verbose_name = _("party to a sub-agreement")
        verbose_name_plural = _("parties to sub-agreements")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["party", "sub_agreement"],
                name="sub_agreement_party_once",
                violation_error_message=_("The party already stands under that sub-agreement."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.sub_agreement}"

    def clean(self) -> None:
        check_under_same_plan(self, "sub_agreement", self.party.plan_id)


class Signatory(Tracked):
    """Who signs the strategic agreement, or one sub-agreement, for a party, as what, and when (*underskriver*).

    Each signatory has a date, or has not signed, or it is not known. A date says that it is signed.
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="signatories", verbose_name=_("party"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="signatures", verbose_name=_("person"))
    title = models.CharField(_("signs as"), max_length=200, blank=True)
    sub_agreement = models.ForeignKey(
        SubAgreement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="signatories",
        verbose_name=_("signs"),
        help_text=_("Empty is the strategic agreement."),
    )
    state = models.CharField(_("signed or not"), max_length=10, choices=SignatureState, default=SignatureState.UNKNOWN)
    signed_on = DayField(_("signed"), null=True, blank=True, help_text=_("Empty when the date is not known."))
    signed_on_precision = precision_field()
    signed = partial("signed_on")

    name_relations = ("person",)
    resource = Resource.PLAN
    plan_path = "party__plan"
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("party", "pk")
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "party",
                "person",
                Coalesce("sub_agreement", 0),
                name="signatory_once",
                violation_error_message=_("That person already signs for the party."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(state=SignatureState.SIGNED),
                name="signature_with_date_is_signed",
                violation_error_message=_("With a date it is signed; take the date away, or choose “signed”."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def clean(self) -> None:
        check_under_same_plan(self, "sub_agreement", self.party.plan_id)
        if self.signed_on is not None and self.state == SignatureState.UNKNOWN:
            self.state = SignatureState.SIGNED


class Support(PlanRow):
    """What the plan supports (*understøtter*): a UN goal, or a policy of the municipality or a housing organisation."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="supports", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=12, choices=SupportKind)
    number = models.PositiveSmallIntegerField(
        _("number of the UN goal"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(17)],
        help_text=_("1 to 17; only for a UN goal."),
    )
    name = NameField(_("name"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whose it is")
    )
    note = models.TextField(_("how the plan supports it"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("policy or goal that the plan supports")
        verbose_name_plural = _("policies and goals that the plan supports")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(kind=SupportKind.UN_GOAL) | Q(number=None),
                name="support_number_of_un_goal",
                violation_error_message=_("Only a UN goal has a number from 1 to 17."),
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "name"],
                name="support_once",
                violation_error_message=_("The plan already names that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}" if self.number else self.name
