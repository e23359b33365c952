"""Roles: who is what in which plan, from when to when."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.dates import written
from abc_portal.core.fields import DayField, known_day
from abc_portal.directory.models import HousingDepartment
from plans.agreement.models.sub_agreements import SubAgreement
from plans.lifecycle.models.plan import Plan
from plans.roles.calculations import Span, first_day_without, is_earlier
from plans.roles.querysets import MembershipQuerySet
from plans.shared.access import Resource
from plans.shared.enums import Role
from plans.shared.validators import check_same_plan


class Membership(Tracked):
    """A user's role in a plan (*rolle i planen*), dated.

    A follow-up group member's is for one sub-agreement, a department representative's for one department. From today on
    no change leaves a plan without a leader on a day that it had one.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="memberships", verbose_name=_("plan"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    sub_agreement = models.ForeignKey(
        SubAgreement, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("sub-agreement")
    )
    department = models.ForeignKey(
        HousingDepartment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("housing department"),
    )
    starts_on = DayField(_("from"), null=True, blank=True, help_text=_("Empty means from now on."))
    ends_on = DayField(_("to"), null=True, blank=True, help_text=_("Empty means until further notice."))

    name_relations = ("user",)
    valid_columns = ("starts_on", "ends_on")
    resource = Resource.ADMINISTRATION
    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "role", "pk")
        verbose_name = _("role in the plan")
        verbose_name_plural = _("roles in the plan")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "plan",
                "user",
                "role",
                Coalesce("sub_agreement", 0),
                Coalesce("department", 0),
                known_day("starts_on"),
                name="membership_once",
                violation_error_message=_("The user already has that role."),
            ),
            models.CheckConstraint(
                condition=Q(role=Role.GROUP, sub_agreement__isnull=False)
                | (~Q(role=Role.GROUP) & Q(sub_agreement=None)),
                name="group_member_has_sub_agreement",
                violation_error_message=_(
                    "A follow-up group member's role is for one sub-agreement; others have none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(role=Role.DEPARTMENT, department__isnull=False)
                | (~Q(role=Role.DEPARTMENT) & Q(department=None)),
                name="representative_has_department",
                violation_error_message=_(
                    "A department representative's role is for one department; others have none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_period",
                violation_error_message=_("The role's last day is before its first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {Role(self.role).label}"

    def clean(self) -> None:
        check_same_plan(self, "sub_agreement")

    def counts_on(self, day: date) -> bool:
        """Whether the role is held on that day."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    @property
    def span(self) -> Span:
        return self.starts_on, self.ends_on

    def check_can_write(self, stored: "Membership | None" = None) -> None:
        """The plan does not lose its last leader."""
        if stored is not None and stored.role == Role.LEADER:
            _check_led(stored.plan_id, without={stored.pk}, leaders=[self] if self._leads() else [])

    def _leads(self) -> bool:
        return self.role == Role.LEADER and self.user.is_active

    @classmethod
    def check_can_go(cls, rows: list[Any], *, origin: models.Model) -> None:
        """A leader's role is not deleted while nobody else leads the plan; a plan that goes needs none."""
        if isinstance(origin, cls):
            for plan in {row.plan_id for row in rows if row.role == Role.LEADER}:
                _check_led(plan, without={row.pk for row in rows}, leaders=[])


def _check_led(plan_id: int, *, without: set[int], leaders: list[Membership]) -> None:
    """Raises ``ValidationError`` when the plan would be without a leader sooner than now; closed accounts lead nothing.

    ``without`` are the stored roles that go or change, ``leaders`` what they change to.
    """
    today = timezone.localdate()
    stored = list(Membership._base_manager.filter(plan=plan_id, role=Role.LEADER, user__is_active=True))
    before = first_day_without([row.span for row in stored], today)
    others = [row.span for row in stored if row.pk not in without]
    after = first_day_without([*others, *(row.span for row in leaders)], today)
    if after is not None and is_earlier(before, after):
        raise ValidationError(
            gettext(
                "From %(day)s nobody would lead the plan. Hand the plan over, or give somebody else the role first."
            )
            % {"day": written(after)}
        )
