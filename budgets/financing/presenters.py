"""A plan's financing as facts for a page, a PDF and a workbook."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import danish, money, numbers
from abc_portal.directory.enums import Qualifier
from budgets.financing.calculations import sums
from budgets.financing.calculations.sums import ContributionLine, Total
from budgets.financing.enums import ContributionKind, FinancingSight, Funder, SourceKind
from plans.shared.period_words import accounting_words

#: The same colour for the same group everywhere; from LBF to the smallest.
COLOURS = {
    Funder.LBF: "#0f4c5c",
    Funder.MUNICIPALITY: "#2a7f92",
    Funder.HOURS: "#7fb7c2",
    Funder.DEPARTMENTS: "#c98a2b",
    Funder.FUNDS: "#e5c68b",
    Funder.OTHERS: "#8a97a3",
}
GAP = 3


@dataclass(frozen=True)
class FunderFacts:
    """One group of payers in the bar: øre, its share in tenths of a per cent, where it is drawn, and ready text."""

    code: str
    label: str
    oere: int | None
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
        return _("not stated") if self.oere is None else money.amount(self.oere)

    @property
    def share(self) -> str:
        return "" if self.tenths is None else numbers.percent_of_tenths(self.tenths)


@dataclass(frozen=True)
class PeriodAmountFacts:
    """An amount in øre (``None`` unknown) under its period's label.

    ``is_none`` says that the contribution is known to have nothing in the period, which is neither
    unknown nor an amount of zero.
    """

    label: str
    oere: int | None
    is_none: bool = False

    @property
    def text(self) -> str:
        if self.is_none:
            return "–"
        return _("not stated") if self.oere is None else money.plain_amount(self.oere)


@dataclass(frozen=True)
class SourceFacts:
    pk: int
    name: str
    kind: str


@dataclass(frozen=True)
class ContributionFacts:
    """One contribution; its amounts are in the order of the table's periods."""

    pk: int
    source_pk: int
    payer: str
    kind: str
    funder: str
    purpose: str
    effort: str
    oere: int | None
    years: tuple[PeriodAmountFacts, ...]
    note: str
    tenths: int | None = None

    @property
    def about(self) -> str:
        """What it is for: its purpose, and the effort beside the plan that it pays for."""
        effort = _("effort: %s") % self.effort if self.effort and self.effort != self.purpose else ""
        return ", ".join(part for part in (self.purpose, effort) if part)

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
    """The local share measured in one way, against the least that the round demands (both in per cent)."""

    label: str
    percent: Decimal | None

    @property
    def text(self) -> str:
        return _("not stated") if self.percent is None else numbers.percent(self.percent)


@dataclass(frozen=True)
class FinancingFacts:
    """Everything that the economy page and the report say of a plan's financing."""

    sight: FinancingSight
    total: Total
    local: Total
    grant: Total
    funders: tuple[FunderFacts, ...]
    rows: tuple[ContributionFacts, ...]
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
        """Whether any amount is known; without one there is no bar and no share."""
        return self.total.unknown < self.total.parts

    @property
    def payers_words(self) -> str:
        """``Landsbyggefonden og Kommunen, kontant``: the groups that pay, whatever is known of their amounts."""
        return danish.joined([funder.label for funder in self.funders], _("and"))

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
    def rows_total(self) -> Total:
        """The sum of the rows that the reader sees, which for a department are its own only."""
        return Total.of(row.oere for row in self.rows)

    @property
    def rows_total_text(self) -> str:
        return total_text(self.rows_total)

    @property
    def beside_rows_text(self) -> str:
        return total_text(Total.of(row.oere for row in self.beside))


def total_text(total: Total) -> str:
    """``23.200.076 kr.``; with unknown parts what is known and how many are not."""
    if total.parts == 0 or total.unknown == total.parts:
        return _("not stated")
    if total.is_whole:
        return money.amount(total.oere)
    missing = ngettext("%(n)s amount is not stated", "%(n)s amounts are not stated", total.unknown) % {
        "n": total.unknown
    }
    return _("at least %(amount)s (%(missing)s)") % {"amount": money.amount(total.oere), "missing": missing}


def payer(source: Any) -> str:
    """Who pays, as printed or by their own name."""
    if source.label:
        return str(source.label)
    return str((source.department or source.organisation).name)


def financing_facts(
    sources: Iterable[Any],
    stated: Iterable[Any] = (),
    *,
    least_share: int | None,
    sight: FinancingSight,
    own: frozenset[int] = frozenset(),
) -> FinancingFacts:
    """``sources`` come ``with_contributions()``; ``least_share`` is the round's, in tenths of a per cent.

    ``sight`` and ``own`` decide which rows are included; the totals are always the whole plan's.
    """
    sources = list(sources)
    pairs = [(source, contribution) for source in sources for contribution in source.contributions.all()]
    lines = [line(source, item) for source, item in pairs]
    shown = [pair for pair in pairs if _is_shown(pair[0], sight, own)]
    inside = [pair for pair in shown if not pair[1].is_beside_plan]
    beside = [pair for pair in shown if pair[1].is_beside_plan]
    funders = _funders(lines, sight)
    rows = _rows(inside, funders if sight == FinancingSight.ALL else ())
    beside_rows = _rows(beside)
    least = None if least_share is None else Decimal(least_share) / 10
    shares = _shares(lines)
    return FinancingFacts(
        sight=sight,
        total=sums.total(lines),
        local=sums.local(lines),
        grant=Total.of(line.amount for line in lines if not line.beside_plan and line.source == SourceKind.LBF),
        funders=funders,
        rows=rows,
        totals=_totals(rows),
        beside=beside_rows,
        beside_totals=_totals(beside_rows),
        beside_total=sums.beside(lines),
        sources=tuple(
            SourceFacts(source.pk, payer(source), source.get_kind_display())
            for source in sources
            if sight == FinancingSight.ALL
        ),
        share=shares[0],
        shares=shares,
        least_share=least,
        verdict=_verdict(shares[0].percent, least),
        meets=None if shares[0].percent is None or least is None else shares[0].percent >= least,
        stated=tuple(_stated(row) for row in stated) if sight == FinancingSight.ALL else (),
    )


def _is_shown(source: Any, sight: FinancingSight, own: frozenset[int]) -> bool:
    return sight == FinancingSight.ALL or (sight == FinancingSight.OWN and source.department_id in own)


def line(source: Any, contribution: Any) -> ContributionLine:
    """A contribution as the sums take it, in øre."""
    return ContributionLine(
        source=SourceKind(source.kind),
        kind=ContributionKind(contribution.kind),
        amount=_in_all(contribution),
        beside_plan=contribution.is_beside_plan,
    )


def _in_all(contribution: Any) -> int | None:
    return sums.amount_in_all(contribution.amount_oere, [period.amount_oere for period in contribution.periods.all()])


def _periods(pairs: list[tuple[Any, Any]]) -> list[tuple[date, date]]:
    return sorted({(period.starts_on, period.ends_on) for _source, row in pairs for period in row.periods.all()})


def _totals(rows: tuple[ContributionFacts, ...]) -> tuple[PeriodAmountFacts, ...]:
    """The sum of each period's column; unknown while one of its amounts is."""
    columns = zip(*(row.years for row in rows), strict=True)
    return tuple(
        PeriodAmountFacts(column[0].label, Total.of(item.oere for item in column if not item.is_none).exact)
        for column in columns
    )


def _rows(pairs: list[tuple[Any, Any]], funders: tuple[FunderFacts, ...] = ()) -> tuple[ContributionFacts, ...]:
    """The contributions; with the groups they belong to, their shares sum to their group's."""
    periods = _periods(pairs)
    rows = tuple(_row(source, row, periods) for source, row in pairs)
    tenths: dict[int, int] = {}
    for group in funders:
        own = [row for row in rows if row.funder == group.code]
        amounts = [row.oere for row in own if row.oere is not None]
        if group.tenths is not None and sum(amounts) > 0:
            tenths.update(zip((row.pk for row in own), money.split(group.tenths, amounts), strict=True))
    return tuple(replace(row, tenths=tenths.get(row.pk)) for row in rows)


def _row(source: Any, row: Any, periods: list[tuple[date, date]]) -> ContributionFacts:
    by_period = {(period.starts_on, period.ends_on): period.amount_oere for period in row.periods.all()}
    listed = Total.of(by_period.values())
    complete = listed.is_whole and row.amount_oere in (None, listed.oere)
    return ContributionFacts(
        pk=row.pk,
        source_pk=source.pk,
        payer=payer(source),
        kind=row.get_kind_display(),
        funder=str(sums.funder(SourceKind(source.kind), ContributionKind(row.kind)).value),
        purpose=row.purpose,
        effort=str(row.effort or ""),
        oere=_in_all(row),
        years=tuple(
            PeriodAmountFacts(
                accounting_words(*period), by_period.get(period), is_none=complete and period not in by_period
            )
            for period in periods
        ),
        note=row.note,
    )


def _funders(lines: list[ContributionLine], sight: FinancingSight) -> tuple[FunderFacts, ...]:
    """The groups of the bar; a reader of totals sees only the grant and the rest together."""
    groups = sums.by_funder(lines)
    named = {(group.value, str(group.label)): total for group, total in groups.items()}
    if sight != FinancingSight.ALL:
        named = {
            (Funder.LBF.value, str(Funder.LBF.label)): groups.get(Funder.LBF, Total()),
            (Funder.OTHERS.value, _("Local financing in all")): sums.local(lines),
        }
    amounts = [total.exact for total in named.values()]
    whole = bool(amounts) and None not in amounts
    tenths = money.tenths_of_percent([amount for amount in amounts if amount is not None]) if whole else []
    return tuple(
        FunderFacts(code, label, total.exact, tenths[place] if tenths else None, offset=sum(tenths[:place]))
        for place, ((code, label), total) in enumerate(named.items())
    )


def _shares(lines: list[ContributionLine]) -> tuple[ShareFacts, ...]:
    found = [ShareFacts(_("Local share of the whole plan"), sums.local_share(lines))]
    if any(line.kind == ContributionKind.HOURS and not line.beside_plan for line in lines):
        found.append(ShareFacts(_("Local share when hours are left out"), sums.local_share(lines, with_hours=False)))
    return tuple(found)


def _verdict(percent: Decimal | None, least: Decimal | None) -> str:
    if percent is None:
        return _("the financing is not stated in full")
    if least is None:
        return _("the least share is not known for this plan")
    if percent >= least:
        return _("the demand is at least %s") % numbers.percent(least.normalize())
    return _("below the demand of at least %s") % numbers.percent(least.normalize())


def _stated(row: Any) -> StatedFacts:
    subject = str(row.get_subject_display())
    if row.contribution is not None:
        subject = f"{subject}: {payer(row.contribution.source)}"
    printed = row.as_printed if row.qualifier == Qualifier.EXACT else f"{row.get_qualifier_display()} {row.as_printed}"
    return StatedFacts(row.pk, subject, printed, row.place, row.note)
