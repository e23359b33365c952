"""The administration's tables of rows under an object: each row is guarded as the object itself is."""

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.forms.models import _get_foreign_key
from django.urls import reverse

from abc_portal.audit import change_sets
from abc_portal.audit.models import Tracked
from abc_portal.directory.models import (
    AreaAlias,
    AreaDepartment,
    AreaListing,
    Count,
    CountedPlace,
    DepartmentAlias,
    DepartmentListing,
    FormerOwner,
    OrganisationAlias,
    User,
)
from governance.bodies.admin import SeatInline
from governance.models import Body, BodyOrder
from plans.models import FundingRound, OverallGoal, PlanArea, RoundDocument, RoundSection
from plans.rounds.models import FocusArea
from tests import factories
from tests.html import posted
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_tables"), pytest.mark.one_database]

TABLES = [
    (model, inline)
    for model, page in admin.site._registry.items()
    if issubclass(model, Tracked)
    for inline in page.inlines
]


@pytest.fixture(scope="module")
def _tables(furnished: Any, cast_once: Cast, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        furnish(cast_once)


def furnish(cast: Cast) -> None:
    """One row at least in every table of the administration."""
    plan, saved = cast.plan, factories.saved
    area, organisation, body = factories.area("Parken"), cast.housing.organisation, plan.bodies.get()
    saved(OrganisationAlias(organisation=organisation, name="BF"))
    saved(DepartmentAlias(department=cast.housing, name="Afd. 7"))
    saved(AreaAlias(area=area, name="Den grønne park"))
    saved(AreaDepartment(area=area, department=cast.housing))
    saved(CountedPlace(count=saved(Count(kind="dwellings", value=10, source="Essens")), department=cast.housing))
    saved(PlanArea(plan=plan, area=area), plan)
    saved(OverallGoal(plan=plan, code="eget", text="Eget mål"), plan)
    saved(FocusArea(plan=plan, code="eget", name="Eget område"), plan)
    saved(BodyOrder(earlier=body, later=factories.body(plan, name="Netværket")), plan)
    factories.contribution_period(plan.financing_sources.get().contributions.get(), 2022, 100)
    round_ = saved(FundingRound(code="2030-33", name="Runden", first_year=2030, last_year=2033))
    saved(FocusArea(round=round_, code="a", name="Indsatsområde"))
    saved(OverallGoal(round=round_, code="b", text="Mål"))
    saved(RoundSection(round=round_, position=1, heading="Afsnit"))
    saved(RoundDocument(round=round_, kind="budget", name="Budget"))
    saved(AreaListing(area=area, kind="exposed"))
    saved(DepartmentListing(department=cast.housing, kind="exposed"))
    saved(FormerOwner(department=cast.housing, organisation=factories.organisation("Ejerforeningen")))


class Table:
    """One table: a row of it, the object above, and the posted data of the page."""

    def __init__(self, cast: Cast, model: type[Tracked], inline: Any) -> None:
        link = _get_foreign_key(model, inline.model, fk_name=inline.fk_name)
        rows = inline.model._base_manager.filter(**{f"{link.name}__isnull": False})
        self.row: Any = next((row for row in rows if not change_sets.in_the_way(row)), None)
        assert self.row is not None, f"the walk has no free {inline.model._meta.label}"
        above = getattr(self.row, link.name)
        names = (model._meta.app_label, model._meta.model_name)
        self.client = cast.client("admin")
        self.address = reverse("admin:{}_{}_change".format(*names), args=[above.pk])
        self.open()

    def open(self) -> None:
        self.read(self.client.get(self.address))

    def read(self, answer: Any) -> None:
        """What stands in the page now is what is posted next."""
        self.data, self.prefix = posted(answer), ""
        for item in answer.context["inline_admin_formsets"]:
            for form in item.formset.initial_forms:
                if form.instance == self.row:
                    self.prefix = form.prefix

    def post(self, **more: str) -> Any:
        named = {f"{self.prefix}-{name}": value for name, value in more.items()}
        return self.client.post(self.address, {**self.data, "reason": "Aftalt med parterne", **named})

    def stored(self) -> Any:
        return type(self.row)._base_manager.filter(pk=self.row.pk).first()


def somebody_else(verb: Any, row: Any, **more: Any) -> None:
    stored = type(row)._base_manager.get(pk=row.pk)
    verb(stored, change_set=change_sets.begin(by=User.objects.get(email="staff@test.example")), **more)


def ids(value: Any) -> str:
    return value._meta.label if hasattr(value, "_meta") else value.__name__


@pytest.mark.parametrize(("model", "inline"), TABLES, ids=ids)
def test_a_row_that_somebody_saved_or_deleted_concurrently_is_reported_before_it_is_written(
    cast: Cast, model: Any, inline: Any
) -> None:
    """Saved by another, it is neither overwritten nor deleted by a tick unseen; deleted, it is left out the second
    time.
    """
    table, saved = Table(cast, model, inline), "Nogen har gemt denne række, mens du skrev"
    somebody_else(change_sets.save, table.row, rows_under_changed=True)
    ticked = table.post(DELETE="on")
    assert ticked.status_code == 200
    assert saved in ticked.content.decode()
    assert table.stored() is not None
    answer = table.post()
    assert answer.status_code == 200
    assert saved in answer.content.decode()
    table.read(answer)
    assert table.post().status_code == 302
    assert table.stored().version == 2

    table.open()
    name = str(table.row)
    somebody_else(change_sets.delete, table.row)
    answer = table.post()
    assert answer.status_code == 200
    sentence = "".join(str(rows.formset.non_form_errors()) for rows in answer.context["inline_admin_formsets"])
    assert "blev slettet af staff, mens du skrev" in sentence
    assert name.replace("'", "&#x27;") in sentence
    table.read(answer)
    assert table.post().status_code == 302
    assert table.stored() is None


def test_what_was_typed_in_a_row_that_is_gone_is_in_the_sentence(cast: Cast) -> None:
    table = Table(cast, Body, SeatInline)
    second = factories.seat(cast.plan.bodies.first(), "Næstformand")
    table.open()
    somebody_else(change_sets.delete, table.row)
    answer = table.post(title="Skrevet i rækken")
    assert "»Formand« blev slettet af staff, mens du skrev" in answer.content.decode()
    assert "Ønsket rolle: Skrevet i rækken" in answer.content.decode()
    rows = answer.context["inline_admin_formsets"][0]
    assert [row.original for row in rows if row.original] == [second]


def test_ticking_a_row_away_tells_what_is_deleted_with_it_and_asks_again_when_that_changes(cast: Cast) -> None:
    table = Table(cast, Body, SeatInline)
    answer = table.post(DELETE="on")
    assert f"{table.row.holders.get()}. Gem en gang til for at slette rækken." in answer.content.decode()
    assert table.stored() is not None
    table.read(answer)
    factories.holder(table.row, person=factories.person("Ny indehaver"), starts_on=date(2023, 1, 1))
    answer = table.post(DELETE="on")
    assert "Ny indehaver" in answer.content.decode()
    assert table.stored() is not None
    table.read(answer)
    assert table.post(DELETE="on").status_code == 302
    assert table.stored() is None
