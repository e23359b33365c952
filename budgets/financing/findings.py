"""What does not add up in a plan's financing."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.danish import joined
from abc_portal.core.dates import PartialDate, months_later, written
from abc_portal.core.money import amount
from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, GroupWords, Review, register
from budgets.financing.calculations import stated as readings
from budgets.financing.calculations.stated import StatedAmountFault, Verdict
from budgets.financing.calculations.sums import ContributionLine, Total
from budgets.financing.enums import SourceKind, StatedSubject
from budgets.financing.models.contributions import Contribution, FinancingSource
from budgets.financing.models.stated import StatedAmount
from budgets.financing.presenters.facts import FinancingTerms, terms_of
from budgets.financing.presenters.financing import financing_facts
from budgets.financing.presenters.financing import line as contribution_line
from budgets.financing.presenters.words import payer, total_text
from budgets.financing.querysets import FinancingSight, sources_of

#: What ends so many months before what it pays for is too short.
LEAST_MONTHS_SHORT = 11
#: What a stated sum is said to cover, of the plan's own financing or beside it.
COVERED: dict[StatedSubject, Callable[[ContributionLine], bool]] = {
    StatedSubject.TOTAL: lambda line: not line.beside_plan,
    StatedSubject.LBF: lambda line: not line.beside_plan and line.source == SourceKind.LBF,
    StatedSubject.MUNICIPALITY: lambda line: not line.beside_plan and line.source == SourceKind.MUNICIPALITY,
    StatedSubject.DEPARTMENTS: lambda line: not line.beside_plan and line.source == SourceKind.DEPARTMENT,
    StatedSubject.LOCAL: lambda line: not line.beside_plan and bool(line.is_local),
    StatedSubject.BESIDE: lambda line: line.beside_plan,
    StatedSubject.BESIDE_MUNICIPALITY: lambda line: line.beside_plan and line.source == SourceKind.MUNICIPALITY,
}
#: To these there may be more than is entered, until the financing is complete.
MAY_BE_MORE = (StatedSubject.TOTAL, StatedSubject.MUNICIPALITY, StatedSubject.DEPARTMENTS, StatedSubject.LOCAL)

#: A source with a contribution of it as the sums take it.
Paid = tuple[FinancingSource, ContributionLine]


def register_checks() -> None:
    register(check_financing, topic=Topic.ECONOMY, of_missing=("contribution-amount-missing", "financing-not-complete"))


def check_financing(review: Review) -> Iterator[Finding]:
    """What documents state of the plan's sources, their periods, and the local share."""
    sources = list(sources_of(review.plan))
    yield from check_stated_amounts(review.plan, sources)
    yield from check_periods_sum(review.plan, sources)
    yield from check_known_amounts(review.plan, sources)
    yield from check_covered_time(review.plan, sources)
    yield from check_local_share(review.plan, sources)
    yield from check_completeness(review.plan, sources)


def _link(plan: Any) -> str:
    return reverse("budgets:overview", args=[plan.slug])


def check_stated_amounts(plan: Any, sources: list[FinancingSource]) -> Iterator[Finding]:
    """Every amount that a document states, held against the rows that it is said to sum."""
    terms = terms_of(plan)
    contributions = {row.pk: row for source in sources for row in source.contributions.all()}
    paid = [(source, contribution_line(source, row, terms)) for source in sources for row in source.contributions.all()]
    for row in plan.stated_amounts.all():
        if row.contribution_id is not None:
            row.contribution = contributions[row.contribution_id]
        for verdict in _verdicts(row, paid, terms):
            yield _stated_finding(plan, row, verdict)


def _verdicts(row: StatedAmount, paid: list[Paid], terms: FinancingTerms) -> list[Verdict]:
    subject = StatedSubject(row.subject)
    if subject in (StatedSubject.CONTRIBUTION, StatedSubject.PER_YEAR):
        return _contribution_verdicts(row, terms)
    rows = _covered(paid, subject, terms)
    if not rows.is_known:
        return []
    return readings.compare(
        row.as_printed,
        rows.oere,
        _other_sets(paid, subject),
        qualifier=row.qualifier,
        is_least=not rows.is_whole,
    )


def _contribution_verdicts(row: StatedAmount, terms: FinancingTerms) -> list[Verdict]:
    assert row.contribution is not None  # a constraint says so
    whole = contribution_line(row.contribution.source, row.contribution, terms).amount
    if row.subject == StatedSubject.PER_YEAR:
        years = len(row.contribution.periods.all())
        return (
            readings.compare_per_year(row.as_printed, whole.oere, years, qualifier=row.qualifier)
            if (whole.is_whole)
            else []
        )
    if not whole.is_known:
        return []
    return readings.compare(row.as_printed, whole.oere, qualifier=row.qualifier, is_least=not whole.is_whole)


def _covered(paid: list[Paid], subject: StatedSubject, terms: FinancingTerms) -> Total:
    undecided = subject == StatedSubject.LOCAL and any(line.is_local is None for _source, line in paid)
    is_open = undecided or (subject in MAY_BE_MORE and not terms.is_complete)
    return Total.sum(line.amount for _source, line in paid if COVERED[subject](line)).opened(is_open)


def _other_sets(paid: list[Paid], subject: StatedSubject) -> Iterator[tuple[str, int]]:
    """Sums that a writer may have had in mind instead: what is covered with one more kind of source added."""
    inside = [item for item in paid if not item[1].beside_plan]
    covered = [item for item in inside if COVERED[subject](item[1])]
    for kind in SourceKind:
        more = [item for item in inside if item[1].source == kind]
        total = Total.sum(line.amount for _source, line in (*covered, *more))
        if more and total.exact is not None and not any(item in covered for item in more):
            yield joined(list(dict.fromkeys(payer(source) for source, _line in more)), _("and")), total.exact


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


def _rows_words(verdict: Verdict) -> str:
    return _("at least %s") % amount(verdict.rows) if verdict.is_least else amount(verdict.rows)


def _why(verdict: Verdict) -> str:
    if verdict.fault in (StatedAmountFault.UNREADABLE, StatedAmountFault.UNIT):
        return _("Who reads the document takes the amount for something else than was meant.")
    return _("Who pays, grants or audits must meet the same amount everywhere.")


def _unreadable(row: StatedAmount, verdict: Verdict) -> tuple[str, str, str]:
    return (
        "stated-unit-unclear",
        _("“%(printed)s” cannot be read as an amount; the rows give %(rows)s")
        % {"printed": row.as_printed, "rows": _rows_words(verdict)},
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
            "rows": _rows_words(verdict),
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
            "rows": _rows_words(verdict),
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
            "rows": _rows_words(verdict),
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
    """A contribution's periods, when all are known, sum to its total; when some are not, they are not more."""
    for source in sources:
        for contribution in source.contributions.all():
            periods = Total.of(period.amount_oere for period in contribution.periods.all())
            stated = contribution.amount_oere
            if stated is None or not periods.is_known or periods.exact == stated:
                continue
            if periods.is_whole or periods.oere > stated:
                yield _periods_finding(plan, source, contribution, periods)


def _periods_finding(plan: Any, source: FinancingSource, contribution: Contribution, periods: Total) -> Finding:
    return Finding(
        "periods-differ-from-total",
        Severity.ERROR,
        _("Financing · %s") % payer(source),
        _(
            "The amounts by period sum to %(periods)s, but the contribution in all is %(total)s Difference: "
            "%(difference)s"
        )
        % {
            "periods": total_text(periods),
            "total": amount(contribution.amount_oere or 0),
            "difference": amount(abs(periods.oere - (contribution.amount_oere or 0))),
        },
        _("Correct the periods or the total."),
        _link(plan),
        _("The years' budgets rest on the periods: when they do not sum to the total, one of the two is wrong."),
        about=(payer(source),),
        facts=(periods.oere, contribution.amount_oere),
    )


def check_known_amounts(plan: Any, sources: list[FinancingSource]) -> Iterator[Finding]:
    """What each contribution is, in all or by period, is known."""
    fix = _("Enter the amount when it is decided, or write in the note what it waits for.")
    group = GroupWords(_("Financing"), _many_unknown, fix, _link(plan))
    for source, contribution in _contributions(sources):
        known = [period.amount_oere for period in contribution.periods.all()]
        if contribution.amount_oere is not None or any(amount is not None for amount in known):
            continue
        name = " · ".join(part for part in (payer(source), contribution.purpose) if part)
        note = contribution.note.strip()
        message = _("The amount of the contribution from %s is not known.") % payer(source)
        yield Finding(
            "contribution-amount-missing",
            Severity.INFO,
            _("Financing · %s") % name,
            f"{message} {note}".strip(),
            fix,
            _link(plan),
            _("While one amount is unknown, neither the sum nor the local share can be held against what is promised."),
            about=(payer(source), contribution.purpose, contribution.kind),
            group=group,
        )


def _contributions(sources: list[FinancingSource]) -> Iterator[tuple[FinancingSource, Contribution]]:
    for source in sources:
        for contribution in source.contributions.all():
            yield source, contribution


def _many_unknown(count: int) -> str:
    sentence = ngettext(
        "The amount of %(n)s contribution is not known.", "The amounts of %(n)s contributions are not known.", count
    )
    return sentence % {"n": count}


def check_covered_time(plan: Any, sources: list[FinancingSource]) -> Iterator[Finding]:
    """What is given by periods is given for as long as what it pays for, to within a year."""
    for source, contribution in _contributions(sources):
        periods = list(contribution.periods.all())
        paid = contribution.effort or plan
        end = paid.end or plan.end
        last = max((period.ends_on for period in periods), default=None)
        if last is None or end is None or last >= months_later(end.last, -LEAST_MONTHS_SHORT):
            continue
        yield _short_finding(plan, source, contribution, end)


def _short_finding(plan: Any, source: FinancingSource, contribution: Contribution, end: PartialDate) -> Finding:
    periods = list(contribution.periods.all())
    first, last = min(period.starts_on for period in periods), max(period.ends_on for period in periods)
    what = contribution.effort or plan
    return Finding(
        "contribution-shorter-than-purpose",
        Severity.INFO,
        _("Financing · %s") % " · ".join(part for part in (payer(source), contribution.purpose) if part),
        _("The contribution from %(who)s is given for %(first)s to %(last)s, but “%(what)s” goes on to %(end)s.")
        % {"who": payer(source), "first": written(first), "last": written(last), "what": what, "end": end},
        _("Enter the amounts for the years that are missing, or say in the note who pays in them."),
        _link(plan),
        _("A sum over all the years hides that the last of them may have less money."),
        about=(payer(source), contribution.purpose, contribution.kind),
        facts=(last, end.first, end.precision),
    )


def check_local_share(plan: Any, sources: list[FinancingSource]) -> Iterator[Finding]:
    """The local share of the whole plan is at least what the round demands, where both are known."""
    terms = terms_of(plan)
    facts = financing_facts(sources, terms=terms, sight=FinancingSight.ALL)
    if facts.meets is False:
        yield Finding(
            "local-share-too-low",
            Severity.ERROR,
            _("Financing · local share"),
            _("The local share is %(share)s: %(verdict)s.") % {"share": facts.share.text, "verdict": facts.verdict},
            _("Find more local financing, or correct the amounts."),
            _link(plan),
            _("The funding round sets a least local share as a condition of its grant."),
            facts=(facts.share.percent, terms.least_share),
        )


def check_completeness(plan: Any, sources: list[FinancingSource]) -> Iterator[Finding]:
    """Where every amount that is entered is known, somebody says whether that is all."""
    terms = terms_of(plan)
    facts = financing_facts(sources, terms=terms, sight=FinancingSight.ALL)
    if not terms.is_complete and facts.grant.is_known and not facts.total.unknown:
        yield Finding(
            "financing-not-complete",
            Severity.INFO,
            _("Financing · local share"),
            _("The financing is not marked as stated in full, so that the local share is not known."),
            _("Enter what is missing, and mark on the economy page that the financing is stated in full."),
            _link(plan),
            _("The funding round sets a least local share as a condition of its grant."),
        )
