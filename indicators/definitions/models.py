"""What is measured, and with which instrument."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import NameField
from abc_portal.directory.querysets import ReferenceQuerySet
from indicators.definitions.enums import Better, Unit
from plans.models import OverallGoal
from plans.rounds.models import Prescribed
from plans.shared.validators import check_own_or_prescribed


class Instrument(Tracked):
    """A survey series or register extract (*undersøgelse, målemetode*); another instrument is another series."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = NameField(_("name"))

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return self.name


class Indicator(Prescribed):
    """What is measured to follow a goal (*indikator*): prescribed by the round, or the plan's own."""

    goal = models.ForeignKey(
        OverallGoal, models.RESTRICT, null=True, blank=True, related_name="indicators", verbose_name=_("overall goal")
    )
    name = models.CharField(_("name"), max_length=300)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit)
    better = models.CharField(_("which way is better"), max_length=8, choices=Better)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Prescribed.Meta):
        abstract = False
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints: ClassVar[list[Any]] = Prescribed.rules("indicator")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_own_or_prescribed(self, "goal")
