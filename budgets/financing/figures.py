"""What texts may refer to of the financing: the totals, which every role in the plan sees."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.placeholders import TextFigure
from abc_portal.texts.figures import register
from budgets.financing.calculations import sums
from budgets.financing.calculations.shares import local_share
from budgets.financing.calculations.sums import Total
from budgets.financing.models.contributions import Contribution
from budgets.financing.presenters.facts import terms_of
from budgets.financing.presenters.financing import line
from budgets.financing.presenters.words import share_text, total_text


def register_figures() -> None:
    register(financing_figures, "finansiering", "lbf-tilskud", "lokal-finansiering", "lokal-andel")


def financing_figures(plan: Any) -> Iterator[TextFigure]:
    """Total financing, LBF's grant, the local financing, and the local share of the whole plan in per cent."""
    terms = terms_of(plan)
    lines = [line(row.source, row, terms) for row in _contributions(plan)]
    is_complete = terms.is_complete
    yield _amount("finansiering", _("Financing in all"), sums.total(lines, is_complete=is_complete))
    yield _amount("lbf-tilskud", _("Grant from Landsbyggefonden"), sums.grant(lines))
    yield _amount("lokal-finansiering", _("Local financing in all"), sums.local(lines, is_complete=is_complete))
    share = local_share(lines, is_complete=is_complete)
    exact = None if share is None else share.percent
    yield TextFigure("lokal-andel", _("Local share of the whole plan"), share_text(share), "", exact)


def _contributions(plan: Any) -> list[Contribution]:
    rows = Contribution.objects.filter(source__plan=plan)
    return list(rows.select_related("source").prefetch_related("periods"))


def _amount(code: str, label: str, total: Total) -> TextFigure:
    return TextFigure(code, label, total_text(total), "", Decimal(total.oere) / 100 if total.is_whole else None)
