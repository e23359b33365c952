"""Who sees which part of a plan's money: on the page, in the workbook, in the report and through the querysets."""

from datetime import date

import pytest

from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.enums import DocumentFormat
from budgets.financing.querysets import FinancingSight, own_departments, sight
from budgets.models import Contribution, ContributionPeriod, FinancingSource, StatedAmount
from plans.models import Plan
from plans.shared.enums import Role
from tests import factories, readers
from tests.budgets import economy
from tests.budgets.economy import Economy, shown
from tests.people import Cast

pytestmark = pytest.mark.django_db

#: Amounts that only those who see everything may find.
OTHERS = (economy.CASH, economy.HOURS, economy.FUND, economy.NEIGHBOUR, economy.BESIDE_NEIGHBOUR)
OTHER_NAMES = ("Naboafdelingen", "Dispositionsfonden", "Eksempelby Kommune", "Naboens projekt")
ALL = ("leader", "staff", "board", "auditor", "observer", "admin")


@pytest.fixture
def money(cast: Cast) -> Economy:
    return economy.furnish(cast)


@pytest.mark.parametrize(
    ("person", "wanted"),
    [
        ("leader", FinancingSight.ALL),
        ("staff", FinancingSight.ALL),
        ("board", FinancingSight.ALL),
        ("auditor", FinancingSight.ALL),
        ("observer", FinancingSight.ALL),
        ("admin", FinancingSight.ALL),
        ("department", FinancingSight.OWN),
        ("group", FinancingSight.TOTALS),
        ("outsider", FinancingSight.NOTHING),
        ("other_leader", FinancingSight.NOTHING),
    ],
)
def test_how_far_each_role_sees(cast: Cast, person: str, wanted: FinancingSight) -> None:
    assert sight(getattr(cast, person), cast.plan) == wanted


def test_the_widest_of_several_roles_counts(cast: Cast) -> None:
    factories.member(cast.plan, cast.group, Role.DEPARTMENT, department=cast.housing)
    assert sight(cast.group, cast.plan) == FinancingSight.OWN
    factories.member(cast.plan, cast.group, Role.BOARD)
    assert sight(cast.group, cast.plan) == FinancingSight.ALL


@pytest.mark.parametrize("person", ALL)
def test_who_sees_all_sees_every_row(cast: Cast, money: Economy, person: str) -> None:
    for text in (
        readers.words(economy.page(cast, person)),
        str(readers.sheet(economy.page(cast, person, form="xlsx"))),
    ):
        for kroner in (*OTHERS, economy.OWN, economy.GRANT, economy.TOTAL, economy.BESIDE_OWN):
            assert shown(kroner) in text or str(kroner) in text, kroner
    assert "21,3 mio. kr." in readers.words(economy.page(cast, person))


def test_the_group_sees_totals_only(cast: Cast, money: Economy) -> None:
    page = economy.page(cast, "group")
    text = readers.words(page)
    for kroner in (economy.TOTAL, economy.GRANT, economy.LOCAL, economy.BESIDE_OWN + economy.BESIDE_NEIGHBOUR):
        assert shown(kroner) in text
    _hides(page.content.decode(), *OTHERS, economy.OWN, economy.BESIDE_OWN)
    assert "AKB Eksempel" not in text
    assert "21,3 mio. kr." not in text, "what documents state tells of the parts"
    workbook = readers.sheet(economy.page(cast, "group", form="xlsx"))
    assert len(workbook) == 2
    _hides(str(workbook), *OTHERS, economy.OWN)


def test_the_department_sees_totals_and_its_own(cast: Cast, money: Economy) -> None:
    page = economy.page(cast, "department")
    text = readers.words(page)
    for kroner in (economy.TOTAL, economy.GRANT, economy.LOCAL, economy.OWN, economy.BESIDE_OWN, 300_400, 900_031):
        assert shown(kroner) in text, kroner
    _hides(page.content.decode(), *OTHERS)
    workbook = readers.sheet(economy.page(cast, "department", form="xlsx"))
    assert {row[0] for row in workbook[1:]} == {"AKB Eksempel", "I alt"}
    _hides(str(workbook), *OTHERS)


def _hides(text: str, *amounts: int) -> None:
    for kroner in amounts:
        assert shown(kroner) not in text, kroner
        assert str(kroner) not in text, kroner
    for name in OTHER_NAMES:
        assert name not in text, name


@pytest.mark.parametrize("form", ["page", "xlsx"])
def test_the_last_line_of_a_table_sums_the_rows_above_it(cast: Cast, money: Economy, form: str) -> None:
    """The department's own rows stand above a sum of its own rows, not of everybody's."""
    if form == "page":
        table = readers.tables(economy.page(cast, "department"))[1]
        assert table[-1][0] == "I alt"
        assert table[-1][-2] == f"{shown(economy.OWN)} kr."
    else:
        table = readers.sheet(economy.page(cast, "department", form="xlsx"))
        total = next(row for row in table if row[0] == "I alt")
        place = table[0].index("I alt, kr.")
        assert total[place] == economy.OWN
        assert sum(total[3:place]) == economy.OWN


@pytest.mark.parametrize("person", ["department", "group"])
def test_the_status_page_tells_no_more(cast: Cast, money: Economy, person: str) -> None:
    page = cast.client(person).get(f"/planer/{cast.plan.slug}/")
    assert shown(economy.TOTAL) in readers.words(page)
    _hides(page.content.decode(), *OTHERS)


@pytest.mark.parametrize("person", ["department", "group"])
def test_the_report_tells_no_more(cast: Cast, money: Economy, person: str) -> None:
    plan = Plan.objects.with_places().get(pk=cast.plan.pk)
    reader = DocumentReader.of(getattr(cast, person), plan)
    made = render.make(
        plan, all_kinds()["status"], reader=reader, as_of=date(2022, 5, 17), form=DocumentFormat.HTML
    ).content.decode()
    assert shown(economy.TOTAL) in made
    assert (shown(economy.OWN) in made) == (person == "department")
    for kroner in OTHERS:
        assert shown(kroner) not in made, kroner


def test_a_department_without_a_contribution_sees_that_it_has_none(cast: Cast, money: Economy) -> None:
    plan = cast.plan
    silent = factories.department(name="Uden bidrag")
    factories.takes_part(plan, silent)
    user = factories.user("silent")
    factories.member(plan, user, Role.DEPARTMENT, department=silent)
    cast.users["silent"] = user
    text = readers.words(economy.page(cast, "silent"))
    assert "Din egen afdeling har ikke noget bidrag" in text
    assert shown(economy.OWN) not in text


def test_outsiders_find_nothing(cast: Cast, money: Economy) -> None:
    for person in ("outsider", "other_leader"):
        assert economy.page(cast, person).status_code == 404
        assert economy.page(cast, person, form="xlsx").status_code == 404


# --- the querysets behind ----------------------------------------------------------------------------------


def test_querysets_give_a_department_its_own_rows_only(cast: Cast, money: Economy) -> None:
    user = cast.department
    assert list(FinancingSource.objects.visible_to(user)) == [money.own_source]
    assert {contribution.source for contribution in Contribution.objects.visible_to(user)} == {money.own_source}
    assert {
        contribution_period.contribution for contribution_period in ContributionPeriod.objects.visible_to(user)
    } == {money.own}
    assert not StatedAmount.objects.visible_to(user).exists()
    for model in (FinancingSource, Contribution, ContributionPeriod):
        assert not model.objects.visible_to(cast.group).exists()
        assert not model.objects.visible_to(cast.outsider).exists()
        assert not model.objects.editable_by(user).exists()
        assert model.objects.visible_to(cast.board).count() == model.objects.count()


def test_a_role_for_another_department_elsewhere_opens_nothing_here(cast: Cast, money: Economy) -> None:
    """The neighbour sits in both plans; the user speaks for it in the other plan alone."""
    user = cast.department
    factories.takes_part(cast.other_plan, money.neighbour)
    factories.member(cast.other_plan, user, Role.DEPARTMENT, department=money.neighbour)
    assert own_departments(user, cast.plan) == {cast.housing.pk}
    assert list(FinancingSource.objects.visible_to(user)) == [money.own_source]
    _hides(economy.page(cast, "department").content.decode(), *OTHERS)


def test_a_closed_account_sees_nothing(cast: Cast, money: Economy) -> None:
    for name in ("board", "department", "admin"):
        user = getattr(cast, name)
        user.is_active = False
        user.save()
        assert sight(user, cast.plan) == FinancingSight.NOTHING, name
        assert not FinancingSource.objects.visible_to(user).exists(), name
        assert not Contribution.objects.visible_to(user).exists(), name
        assert not Plan.objects.visible_to(user).exists(), name
