"""What texts may refer to of the financing: the totals, which every role in the plan sees."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.numbers import percent
from abc_portal.core.placeholders import TextFigure
from abc_portal.texts.figures import register
from budgets.financing.calculations import sums
from budgets.financing.calculations.sums import Total
from budgets.financing.enums import SourceKind
from budgets.financing.models.contributions import Contribution
from budgets.financing.presenters import line, total_text


def register_figures() -> None:
    register(financing_figures, "finansiering", "lbf-tilskud", "lokal-finansiering", "lokal-andel")


def financing_figures(plan: Any) -> Iterator[TextFigure]:
    """Total financing, LBF's grant, the local financing, and the local share of the whole plan in per cent."""
    lines = [line(row.source, row) for row in _contributions(plan)]
    grant = Total.of(item.amount for item in lines if not item.beside_plan and item.source == SourceKind.LBF)
    yield _amount("finansiering", _("Financing in all"), sums.total(lines))
    yield _amount("lbf-tilskud", _("Grant from Landsbyggefonden"), grant)
    yield _amount("lokal-finansiering", _("Local financing in all"), sums.local(lines))
    share = sums.local_share(lines)
    text = _("not stated") if share is None else percent(share)
    yield TextFigure("lokal-andel", _("Local share of the whole plan"), text, "", share)


def _contributions(plan: Any) -> list[Contribution]:
    rows = Contribution.objects.filter(source__plan=plan)
    return list(rows.select_related("source").prefetch_related("periods"))


def _amount(code: str, label: str, total: Total) -> TextFigure:
    known = total.parts > 0 and total.is_whole
    return TextFigure(code, label, total_text(total), "", Decimal(total.oere) / 100 if known else None)
