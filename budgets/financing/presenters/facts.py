"""A plan's financing as facts for a page, a PDF and a workbook."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish, numbers
from budgets.financing.calculations.shares import Share
from budgets.financing.calculations.sums import Total
from budgets.financing.enums import FinancingSight, Funder
from budgets.financing.presenters.words import plain_total, share_text, total_text
from plans.shared.period_words import accounting_words

#: The same colour for the same group everywhere; from LBF to the smallest.
COLOURS = {
    Funder.LBF: "#0f4c5c",
    Funder.MUNICIPALITY: "#2a7f92",
    Funder.HOURS: "#7fb7c2",
    Funder.DEPARTMENTS: "#c98a2b",
    Funder.HOUSING: "#9c5a1e",
    Funder.FUNDS: "#e5c68b",
    Funder.OTHERS: "#8a97a3",
}
GAP = 3


@dataclass(frozen=True)
class FinancingTerms:
    """What the plan says of its financing as a whole: the least local share in tenths of a per cent, and its days."""

    least_share: int | None
    is_complete: bool
    first: date | None
    last: date | None


def terms_of(plan: Any) -> FinancingTerms:
    """``plan`` comes with its round."""
    return FinancingTerms(
        least_share=plan.round.least_local_share if plan.round else None,
        is_complete=plan.is_financing_complete,
        first=plan.starts_on,
        last=plan.ends_on,
    )


@dataclass(frozen=True)
class FunderFacts:
    """One group of payers in the bar: its sum, its share in tenths of a per cent, where it is drawn, and ready text."""

    code: str
    label: str
    total: Total
    tenths: int | None
    offset: int = 0

    @property
    def colour(self) -> str:
        return COLOURS[Funder(self.code)]

    @property
    def drawn(self) -> int:
        """How wide the group is drawn, in thousandths of the bar, with a gap after it."""
        return max(0, (self.tenths or 0) - GAP)

    @property
    def amount(self) -> str:
        return total_text(self.total)

    @property
    def share(self) -> str:
        return "" if self.tenths is None else numbers.percent_of_tenths(self.tenths)


@dataclass(frozen=True)
class PeriodAmountFacts:
    """An amount, or a sum of several, in a period, under its label; two periods may be called the same.

    ``is_none`` says that the contribution is known to have nothing in the period, which is neither
    unknown nor an amount of zero.
    """

    period: tuple[date, date]
    total: Total
    is_none: bool = False

    @property
    def label(self) -> str:
        return accounting_words(*self.period)

    @property
    def text(self) -> str:
        return "–" if self.is_none else plain_total(self.total)


@dataclass(frozen=True)
class SourceFacts:
    pk: int
    name: str
    kind: str


@dataclass(frozen=True)
class ContributionFacts:
    """One contribution; its amounts are in the order of the table's periods.

    ``counted`` says of a gift in kind whether it counts in the local share; it is empty for everything else.
    """

    pk: int
    source_pk: int
    payer: str
    kind: str
    funder: str
    purpose: str
    effort: str
    total: Total
    years: tuple[PeriodAmountFacts, ...]
    note: str
    counted: str = ""
    tenths: int | None = None

    @property
    def about(self) -> str:
        """What it is for: its purpose, the effort beside the plan that it pays for, and whether a gift counts."""
        effort = _("effort: %s") % self.effort if self.effort and self.effort != self.purpose else ""
        return ", ".join(part for part in (self.purpose, effort, self.counted) if part)

    @property
    def amount(self) -> str:
        return plain_total(self.total)

    @property
    def share(self) -> str:
        return "" if self.tenths is None else numbers.percent_of_tenths(self.tenths)


@dataclass(frozen=True)
class StatedFacts:
    pk: int
    subject: str
    as_printed: str
    place: str
    note: str


@dataclass(frozen=True)
class ShareFacts:
    """The local share measured in one way."""

    label: str
    share: Share | None

    @property
    def percent(self) -> Decimal | None:
        """In per cent, where it is known exactly."""
        return None if self.share is None else self.share.percent

    @property
    def text(self) -> str:
        return share_text(self.share)


@dataclass(frozen=True)
class FinancingFacts:
    """Everything that the economy page and the report say of a plan's financing."""

    sight: FinancingSight
    is_complete: bool
    total: Total
    local: Total
    grant: Total
    funders: tuple[FunderFacts, ...]
    rows: tuple[ContributionFacts, ...]
    rows_total: Total
    totals: tuple[PeriodAmountFacts, ...]
    beside: tuple[ContributionFacts, ...]
    beside_totals: tuple[PeriodAmountFacts, ...]
    beside_total: Total
    sources: tuple[SourceFacts, ...]
    share: ShareFacts
    shares: tuple[ShareFacts, ...]
    least_share: Decimal | None
    verdict: str
    meets: bool | None
    stated: tuple[StatedFacts, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Nothing at all is known of the plan's own financing."""
        return self.total.parts == 0

    @property
    def has_amounts(self) -> bool:
        """Whether any amount is known."""
        return self.total.is_known

    @property
    def has_shares(self) -> bool:
        """Whether the payers' shares are known; without them there is no bar."""
        return any(funder.tenths is not None for funder in self.funders)

    @property
    def payers_words(self) -> str:
        """``Landsbyggefonden og Kommunen, kontant``: the groups that pay, whatever is known of their amounts."""
        return danish.joined([funder.label for funder in self.funders], _("and"))

    @property
    def completeness(self) -> str:
        """Whether everything is entered, and what follows where it is not."""
        if self.is_complete:
            return _("The financing is marked as stated in full.")
        return _(
            "The financing is not marked as stated in full. Sums are therefore what is known at the least, and the "
            "local share is not known exactly."
        )

    @property
    def total_text(self) -> str:
        return total_text(self.total)

    @property
    def local_text(self) -> str:
        return total_text(self.local)

    @property
    def grant_text(self) -> str:
        return total_text(self.grant)

    @property
    def beside_text(self) -> str:
        return total_text(self.beside_total)

    @property
    def rows_total_text(self) -> str:
        """The sum of the rows that the reader sees, which for a department are its own only."""
        return total_text(self.rows_total)

    @property
    def rows_total_plain(self) -> str:
        return plain_total(self.rows_total)

    @property
    def beside_rows_text(self) -> str:
        return total_text(Total.sum(row.total for row in self.beside))
