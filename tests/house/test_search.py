"""Every kind of row that has a page is found by the search, or is named here with the reason."""

from importlib import import_module

from django.conf import settings

from abc_portal.core import searching
from abc_portal.core.searching import SearchKind
from abc_portal.pages.edit_pages import edited_on

#: Read on the page of what they belong to, which is found by its own words.
PARTS = {
    "plans.ActivityCount", "plans.Anchoring", "plans.ClosedPeriod", "plans.Result", "plans.StatusOverrule",
    "plans.FormerPlanName", "plans.PlanExtension", "plans.PlanRelation", "plans.PlanStep", "plans.StatedPlanValue",
    "plans.PlanFileVersion", "plans.StrategicAgreement", "budgets.Contribution", "governance.Seat", "plans.Office",
    "indicators.Observation", "plans.Responsibility", "plans.Evidence", "plans.Postponement",
}  # fmt: skip
#: Found by no words at all, with the reason.
NOT_SEARCHED = {
    "governance.ContactDetails": "read where the person sits, and nowhere gathered",
    "plans.Membership": "all of them stand on one page, for who leads the plan",
    "plans.SetAside": "a remark is searched in the review, which knows its words",
    "plans.OverallGoal": "read in the chain of goals; a round's goals are the same words in every plan",
    "plans.Support": "a line of the agreement, the same few names in every plan",
}


def kinds() -> list[SearchKind]:
    import_module(settings.ROOT_URLCONF)
    return [kind for kind in searching.kinds() if isinstance(kind, SearchKind)]


def test_every_row_with_pages_is_searched_or_exempt() -> None:
    searched = {kind.model._meta.label for kind in kinds()}
    with_pages = {model._meta.label for model in edited_on}
    assert len(with_pages) > 30
    assert with_pages - searched - PARTS == set(NOT_SEARCHED) & with_pages
    assert searched & (PARTS | set(NOT_SEARCHED)) == set()


def test_every_kind_can_be_seen_by_somebody_and_not_by_all() -> None:
    for kind in kinds():
        assert hasattr(kind.model._default_manager, "visible_to"), kind.code


def test_no_two_kinds_are_called_the_same() -> None:
    labels = [str(kind.label) for kind in searching.kinds()]
    assert len(labels) == len(set(labels)) > 15
