"""What does not add up in a plan's financing."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.core.danish import joined
from abc_portal.core.money import amount
from abc_portal.directory.enums import Qualifier
from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, Review, register
from budgets.financing.calculations import stated as readings
from budgets.financing.calculations.stated import StatedAmountFault, Verdict
from budgets.financing.calculations.sums import Total, amount_in_all
from budgets.financing.enums import SourceKind, StatedSubject
from budgets.financing.models.contributions import Contribution, FinancingSource
from budgets.financing.models.stated import StatedAmount
from budgets.financing.presenters import financing_facts, payer
from budgets.financing.querysets import FinancingSight, sources_of

#: Which kinds of source a stated sum is said to cover.
COVERED = {
    StatedSubject.TOTAL: tuple(SourceKind),
    StatedSubject.LBF: (SourceKind.LBF,),
    StatedSubject.MUNICIPALITY: (SourceKind.MUNICIPALITY,),
    StatedSubject.DEPARTMENTS: (SourceKind.DEPARTMENT,),
    StatedSubject.LOCAL: tuple(kind for kind in SourceKind if kind != SourceKind.LBF),
}
COVERED_BESIDE = {
    StatedSubject.BESIDE: tuple(SourceKind),
    StatedSubject.BESIDE_MUNICIPALITY: (SourceKind.MUNICIPALITY,),
}


def register_checks() -> None:
    register(check_financing, topic=Topic.ECONOMY)


def check_financing(review: Review) -> Iterator[Finding]:
    """What documents state of the plan's sources, their periods, and the local share."""
    sources = list(sources_of(review.plan))
    yield from check_stated_amounts(review.plan, sources)
    yield from check_periods_sum(review.plan, sources)
    yield from check_local_share(review.plan, sources)


def _link(plan: Any) -> str:
    return reverse("budgets:overview", args=[plan.slug])


def check_stated_amounts(plan: Any, sources: list[FinancingSource]) -> Iterator[Finding]:
    """Every amount that a document states, held against the rows that it is said to sum."""
    contributions = {contribution.pk: contribution for source in sources for contribution in source.contributions.all()}
    for row in plan.stated_amounts.all():
        if row.contribution_id is not None:
            row.contribution = contributions[row.contribution_id]
        for verdict in _verdicts(row, sources):
            yield _stated_finding(plan, row, verdict)


def _verdicts(row: StatedAmount, sources: list[FinancingSource]) -> list[Verdict]:
    if row.subject in (StatedSubject.CONTRIBUTION, StatedSubject.PER_YEAR):
        return _contribution_verdicts(row)
    rows = _covered(sources, StatedSubject(row.subject)).exact
    if rows is None or (row.qualifier != Qualifier.EXACT and _holds(row, rows)):
        return []
    return readings.compare(row.as_printed, rows, _other_sets(sources, StatedSubject(row.subject)))


def _contribution_verdicts(row: StatedAmount) -> list[Verdict]:
    assert row.contribution is not None  # a constraint says so
    periods = [period.amount_oere for period in row.contribution.periods.all()]
    whole = amount_in_all(row.contribution.amount_oere, periods)
    if whole is None:
        return []
    if row.subject == StatedSubject.PER_YEAR:
        return readings.compare_per_year(row.as_printed, whole, len(periods))
    return readings.compare(row.as_printed, whole)


def _holds(row: StatedAmount, rows: int) -> bool:
    """A statement meant as over, under or about holds when the rows lie there (about: within a tenth)."""
    reading = readings.read(row.as_printed)
    if reading is None:
        return False
    if row.qualifier == Qualifier.OVER:
        return rows >= reading.oere
    if row.qualifier == Qualifier.UNDER:
        return rows <= reading.oere
    return abs(rows - reading.oere) * 10 <= reading.oere


def _covered(sources: list[FinancingSource], subject: StatedSubject) -> Total:
    if subject in COVERED_BESIDE:
        return _sum(sources, COVERED_BESIDE[subject], beside=True)
    return _sum(sources, COVERED[subject], beside=False)


def _sum(sources: list[FinancingSource], kinds: tuple[SourceKind, ...], *, beside: bool) -> Total:
    return Total.of(
        amount_in_all(contribution.amount_oere, [period.amount_oere for period in contribution.periods.all()])
        for source in sources
        if source.kind in kinds
        for contribution in source.contributions.all()
        if contribution.is_beside_plan == beside
    )


def _other_sets(sources: list[FinancingSource], subject: StatedSubject) -> dict[str, int]:
    """Sums that a writer may have had in mind instead: the covered kinds with one more kind added."""
    found = {}
    covered = COVERED.get(subject, ())
    for kind in SourceKind:
        total = _sum(sources, (*covered, kind), beside=False).exact
        payers = [payer(source) for source in sources if source.kind == kind]
        if kind not in covered and total is not None and payers:
            found[joined(payers, _("and"))] = total
    return found


def _stated_finding(plan: Any, row: StatedAmount, verdict: Verdict) -> Finding:
    code, message, fix = _WORDS[verdict.fault](row, verdict)
    subject, paid_by = str(row.get_subject_display()), ""
    if row.contribution is not None:
        paid_by = payer(row.contribution.source)
        subject = f"{subject}: {paid_by}"
    where = _("Financing · %(subject)s (%(place)s)") % {"subject": subject, "place": row.place}
    facts = (verdict.fault.name, row.as_printed, verdict.rows, verdict.read, verdict.meant, verdict.other_rows)
    about = (row.subject, paid_by, row.place)
    return Finding(code, Severity.WARNING, where, message, fix, _link(plan), _why(verdict), about, facts)


def _why(verdict: Verdict) -> str:
    if verdict.fault in (StatedAmountFault.UNREADABLE, StatedAmountFault.UNIT):
        return _("Who reads the document takes the amount for something else than was meant.")
    return _("Who pays, grants or audits must meet the same amount everywhere.")


def _unreadable(row: StatedAmount, verdict: Verdict) -> tuple[str, str, str]:
    return (
        "stated-unit-unclear",
        _("“%(printed)s” cannot be read as an amount; the rows give %(rows)s")
        % {"printed": row.as_printed, "rows": amount(verdict.rows)},
        _("Write the amount in kroner."),
    )


def _unit(row: StatedAmount, verdict: Verdict) -> tuple[str, str, str]:
    return (
        "stated-unit-unclear",
        _(
            "“%(printed)s” means %(read)s as it stands, but the rows give %(rows)s The unit is a thousand times off; "
            "%(meant)s fits."
        )
        % {
            "printed": row.as_printed,
            "read": amount(verdict.read or 0),
            "rows": amount(verdict.rows),
            "meant": amount(verdict.meant or 0),
        },
        _("Write the amount in kroner, or in millions with a comma."),
    )


def _differs(row: StatedAmount, verdict: Verdict) -> tuple[str, str, str]:
    if row.subject == StatedSubject.PER_YEAR and verdict.meant is not None:
        message = _("“%(printed)s” a year does not give the total; %(meant)s does.") % {
            "printed": row.as_printed,
            "meant": amount(verdict.meant),
        }
    else:
        read = verdict.meant if verdict.meant is not None else verdict.read
        message = _(
            "The document states “%(printed)s”, read as %(read)s The rows give %(rows)s Difference: %(difference)s"
        ) % {
            "printed": row.as_printed,
            "read": amount(read or 0),
            "rows": amount(verdict.rows),
            "difference": amount(abs(verdict.difference)),
        }
    return "stated-total-differs", message, _("Correct the document, or the rows, or say that it is rounded.")


def _other_set(row: StatedAmount, verdict: Verdict) -> tuple[str, str, str]:
    return (
        "stated-total-differs",
        _(
            "The document states “%(printed)s” as %(subject)s. The rows give %(rows)s The statement holds, rounded, "
            "only "
            "together with: %(other)s. That makes %(other_rows)s"
        )
        % {
            "printed": row.as_printed,
            "subject": row.get_subject_display(),
            "rows": amount(verdict.rows),
            "other": verdict.other,
            "other_rows": amount(verdict.other_rows or 0),
        },
        _("Say in the document what the sum covers."),
    )


_WORDS = {
    StatedAmountFault.UNREADABLE: _unreadable,
    StatedAmountFault.UNIT: _unit,
    StatedAmountFault.DIFFERS: _differs,
    StatedAmountFault.OTHER_SET: _other_set,
}


def check_periods_sum(plan: Any, sources: list[FinancingSource]) -> Iterator[Finding]:
    """A contribution's periods, when all are known, sum to its total."""
    for source in sources:
        for contribution in source.contributions.all():
            periods = Total.of(period.amount_oere for period in contribution.periods.all())
            if contribution.amount_oere is None or periods.exact is None or periods.exact == contribution.amount_oere:
                continue
            yield _periods_finding(plan, source, contribution, periods.exact)


def _periods_finding(plan: Any, source: FinancingSource, contribution: Contribution, periods: int) -> Finding:
    return Finding(
        "periods-differ-from-total",
        Severity.ERROR,
        _("Financing · %s") % payer(source),
        _(
            "The amounts by period sum to %(periods)s, but the contribution in all is %(total)s Difference: "
            "%(difference)s"
        )
        % {
            "periods": amount(periods),
            "total": amount(contribution.amount_oere or 0),
            "difference": amount(abs(periods - (contribution.amount_oere or 0))),
        },
        _("Correct the periods or the total."),
        _link(plan),
        _("The years' budgets rest on the periods: when they do not sum to the total, one of the two is wrong."),
        about=(payer(source),),
        facts=(periods, contribution.amount_oere),
    )


def check_local_share(plan: Any, sources: list[FinancingSource]) -> Iterator[Finding]:
    """The local share of the whole plan is at least what the round demands, where both are known."""
    least = plan.round.least_local_share if plan.round else None
    facts = financing_facts(sources, least_share=least, sight=FinancingSight.ALL)
    if facts.meets is False:
        yield Finding(
            "local-share-too-low",
            Severity.ERROR,
            _("Financing · local share"),
            _("The local share is %(share)s: %(verdict)s.") % {"share": facts.share.text, "verdict": facts.verdict},
            _("Find more local financing, or correct the amounts."),
            _link(plan),
            _("The funding round sets a least local share as a condition of its grant."),
            facts=(facts.share.percent, least),
        )
