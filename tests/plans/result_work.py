"""What the tests of workbooks of results share: three criteria with results, and the workbook somebody fills in."""

from dataclasses import dataclass
from datetime import date

from plans.models import Activity, Criterion
from tests import factories, progress
from tests.people import Cast
from tests.sheets import Handed

OUT, IN = "/planer/plan-a/resultater/excel/", "/planer/plan-a/resultater/indlaes/"
SHEET, FIRST, SECOND, FIFTH = (
    "Kvartaler",
    "1. kvartal (marts–maj 2021)",
    "2. kvartal (juni–august 2021)",
    "1. kvartal (marts–maj 2022)",
)


@dataclass
class Work(Handed):
    """Three criteria of one activity: a count, a share and one in words."""

    OUT, IN = OUT, IN
    activity: Activity
    count: Criterion
    share: Criterion
    words: Criterion


def work_of(cast: Cast) -> Work:
    """The plan's criteria with what was counted for them."""
    activity = factories.activity(cast.sub, "Lektiecafé")
    made = Work(
        cast,
        activity,
        progress.criterion(activity, 100, code="deltagere", text="personer deltog"),
        progress.criterion(activity, 60, code="andel", target_kind="share", counting="latest", text="gennemførte"),
        progress.criterion(activity, None, code="ord", target_kind="text", target_text="Et netværk", text="netværk"),
    )
    progress.result(made.count, 1200)
    progress.result(made.share, numerator=12, denominator=40, is_approximate=True)
    progress.result(made.words, text="Netværket er i gang", first=date(2021, 6, 1))
    progress.result(made.count, None, first=date(2021, 6, 1), state="not_stated")
    return made
