"""Works out the facts of a plan's financing, without a query."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import money
from abc_portal.core.qualifiers import qualified
from budgets.financing.calculations import sums
from budgets.financing.calculations.shares import local_share
from budgets.financing.calculations.sums import ContributionLine, Total
from budgets.financing.enums import ContributionKind, FinancingSight, Funder, SourceKind
from budgets.financing.presenters.facts import (
    ContributionFacts,
    FinancingFacts,
    FinancingTerms,
    FunderFacts,
    PeriodAmountFacts,
    ShareFacts,
    SourceFacts,
    StatedFacts,
)
from budgets.financing.presenters.words import demand_text, payer

#: A contribution's source, itself, and what the sums need of it.
Entry = tuple[Any, Any, ContributionLine]


def financing_facts(
    sources: Iterable[Any],
    stated: Iterable[Any] = (),
    *,
    terms: FinancingTerms,
    sight: FinancingSight,
    own: frozenset[int] = frozenset(),
) -> FinancingFacts:
    """``sources`` come ``with_contributions()``.

    ``sight`` and ``own`` decide which rows are included; the totals are always the whole plan's.
    """
    sources = list(sources)
    entries = [(source, item, line(source, item, terms)) for source in sources for item in source.contributions.all()]
    lines = [item for _source, _contribution, item in entries]
    shown = [entry for entry in entries if _is_shown(entry[0], sight, own)]
    funders = _funders(lines, sight, terms)
    rows = _rows([entry for entry in shown if not entry[2].beside_plan], funders if _sees_all(sight) else ())
    beside_rows = _rows([entry for entry in shown if entry[2].beside_plan])
    is_open = _sees_all(sight) and not terms.is_complete
    return FinancingFacts(
        sight=sight,
        is_complete=terms.is_complete,
        total=sums.total(lines, is_complete=terms.is_complete),
        local=sums.local(lines, is_complete=terms.is_complete),
        grant=sums.grant(lines),
        funders=funders,
        rows=rows,
        rows_total=Total.sum(row.total for row in rows).opened(is_open),
        totals=_totals(rows, is_open=is_open),
        beside=beside_rows,
        beside_totals=_totals(beside_rows),
        beside_total=sums.beside(lines),
        sources=tuple(
            SourceFacts(source.pk, payer(source), source.get_kind_display()) for source in sources if _sees_all(sight)
        ),
        stated=tuple(_stated(row) for row in stated) if _sees_all(sight) else (),
        **_measured(lines, terms),
    )


def _sees_all(sight: FinancingSight) -> bool:
    return sight == FinancingSight.ALL


def _is_shown(source: Any, sight: FinancingSight, own: frozenset[int]) -> bool:
    return _sees_all(sight) or (sight == FinancingSight.OWN and source.department_id in own)


def line(source: Any, contribution: Any, terms: FinancingTerms) -> ContributionLine:
    """A contribution as the sums take it.

    Where only some of the plan's years are entered, and the financing is not complete, more may be paid in the others.
    """
    periods = contribution.periods.all()
    is_open = not (terms.is_complete or contribution.is_beside_plan) and not sums.covers(
        ((period.starts_on, period.ends_on) for period in periods), terms.first, terms.last
    )
    return ContributionLine(
        source=SourceKind(source.kind),
        kind=ContributionKind(contribution.kind),
        amount=sums.amount_in_all(
            contribution.amount_oere, (period.amount_oere for period in periods), is_open=is_open
        ),
        beside_plan=contribution.is_beside_plan,
        counts_as_local=contribution.counts_as_local,
    )


def _totals(rows: tuple[ContributionFacts, ...], *, is_open: bool = False) -> tuple[PeriodAmountFacts, ...]:
    """The sum of each period's column; not stated while one of its amounts is not."""
    columns = zip(*(row.years for row in rows), strict=True)
    return tuple(PeriodAmountFacts(column[0].period, _column_total(column).opened(is_open)) for column in columns)


def _column_total(column: tuple[PeriodAmountFacts, ...]) -> Total:
    """An amount that is given in all and not by year would make a lower bound that is true and says nothing."""
    total = Total.sum(item.total for item in column if not item.is_none)
    return total if not total.unknown else Total.of([None])


def _rows(entries: list[Entry], funders: tuple[FunderFacts, ...] = ()) -> tuple[ContributionFacts, ...]:
    """The contributions; with the groups they belong to, their shares sum to their group's."""
    periods = sorted({(row.starts_on, row.ends_on) for _source, item, _line in entries for row in item.periods.all()})
    rows = tuple(_row(entry, periods) for entry in entries)
    tenths: dict[int, int] = {}
    for group in funders:
        own = [row for row in rows if row.funder == group.code]
        amounts = [row.total.oere for row in own]
        if group.tenths is not None and sum(amounts) > 0:
            tenths.update(zip((row.pk for row in own), money.split(group.tenths, amounts), strict=True))
    return tuple(replace(row, tenths=tenths.get(row.pk)) for row in rows)


def _row(entry: Entry, periods: list[tuple[date, date]]) -> ContributionFacts:
    source, row, counted = entry
    by_period = {(period.starts_on, period.ends_on): period.amount_oere for period in row.periods.all()}
    listed = Total.of(by_period.values())
    is_settled = listed.is_whole and counted.amount.exact == listed.oere
    return ContributionFacts(
        pk=row.pk,
        source_pk=source.pk,
        payer=payer(source),
        kind=row.get_kind_display(),
        funder=str(sums.funder(counted.source, counted.kind).value),
        purpose=row.purpose,
        effort=str(row.effort or ""),
        total=counted.amount,
        years=tuple(
            PeriodAmountFacts(
                period,
                Total.of([by_period.get(period)]),
                is_none=is_settled and period not in by_period,
            )
            for period in periods
        ),
        note=row.note,
        counted=_counted_words(counted),
    )


def _counted_words(counted: ContributionLine) -> str:
    """What is said of a gift in kind; nothing where it goes without saying."""
    if counted.kind != ContributionKind.IN_KIND or counted.beside_plan:
        return ""
    if counted.is_local is None:
        return _("not stated whether it counts in the local share")
    if counted.is_local:
        return _("counts in the local share") if counted.counts_as_local else ""
    return "" if counted.source == SourceKind.LBF else _("does not count in the local share")


def _funders(lines: list[ContributionLine], sight: FinancingSight, terms: FinancingTerms) -> tuple[FunderFacts, ...]:
    """The groups of the bar; a reader of totals sees only the grant and the rest together."""
    if _sees_all(sight):
        named = {(group.value, str(group.label)): total for group, total in sums.by_funder(lines).items()}
    else:
        named = {
            (Funder.LBF.value, str(Funder.LBF.label)): sums.grant(lines),
            (Funder.OTHERS.value, _("Local financing in all")): sums.local(lines, is_complete=terms.is_complete),
        }
        if (rest := sums.neither(lines)).parts:
            named[Funder.FUNDS.value, _("Gifts in kind that are not counted as local")] = rest
    amounts = [total.exact for total in named.values()]
    is_whole = terms.is_complete and bool(amounts) and None not in amounts
    tenths = money.tenths_of_percent([amount for amount in amounts if amount is not None]) if is_whole else []
    return tuple(
        FunderFacts(code, label, total, tenths[place] if tenths else None, offset=sum(tenths[:place]))
        for place, ((code, label), total) in enumerate(named.items())
    )


def _measured(lines: list[ContributionLine], terms: FinancingTerms) -> dict[str, Any]:
    """The local share in each way that it is measured, and what is to be said of it."""
    least = None if terms.least_share is None else Decimal(terms.least_share) / 10
    share = local_share(lines, is_complete=terms.is_complete)
    shares = [ShareFacts(_("Local share of the whole plan"), share)]
    if any(line.kind == ContributionKind.HOURS and not line.beside_plan for line in lines):
        without = local_share(lines, is_complete=terms.is_complete, with_hours=False)
        shares.append(ShareFacts(_("Local share when hours are left out"), without))
    is_measured = not terms.is_complete or sums.grant(lines).parts > 0
    return {
        "share": shares[0],
        "shares": tuple(shares),
        "least_share": least,
        "verdict": demand_text(share, least, is_measured=is_measured),
        "meets": None if share is None or least is None else share.meets(least),
    }


def _stated(row: Any) -> StatedFacts:
    subject = str(row.get_subject_display())
    if row.contribution is not None:
        subject = f"{subject}: {payer(row.contribution.source)}"
    return StatedFacts(row.pk, subject, qualified(row.as_printed, row.qualifier), row.place, row.note)
