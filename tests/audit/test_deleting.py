"""Deleting: everything that goes along gets its line and its name; what others point to stays."""

from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from abc_portal.audit import acts
from abc_portal.audit.acts import LostUpdate
from abc_portal.audit.models import Act, Tracked
from abc_portal.directory.models import Organisation, OrganisationAlias, Person, User
from governance.models import BodyOrder
from tests import factories

pytestmark = pytest.mark.django_db


def act() -> Act:
    return acts.begin(by=None, program="tests")


def fresh(row: Tracked) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


@pytest.fixture
def writer() -> User:
    return factories.user("skriver", full_name="Sekretariatsleder")


@pytest.fixture
def row() -> Organisation:
    return factories.organisation("Boligforeningen", short_name="BF")


def with_aliases(row: Organisation, *names: str) -> None:
    for name in names:
        factories.saved(OrganisationAlias(organisation=row, name=name))


def test_each_object_that_goes_along_gets_its_line_with_its_name(row: Organisation, writer: User) -> None:
    with_aliases(row, "BF i byen", "Den gamle forening")
    begun = acts.begin(by=writer, reason="Nedlagt")
    acts.delete(fresh(row), act=begun)
    lines = sorted(begun.touched.values_list("model", "name", "change"))
    assert lines == [
        ("directory.organisation", "Boligforeningen", "-"),
        ("directory.organisationalias", "BF i byen", "-"),
        ("directory.organisationalias", "Den gamle forening", "-"),
    ]
    for model in (Organisation, OrganisationAlias):
        for gone in model.history.filter(history_type="-"):
            assert (gone.history_act, gone.history_user) == (begun, writer)
    assert OrganisationAlias.history.filter(history_type="-").count() == 2


def test_what_goes_along_in_several_steps_is_named_as_it_was() -> None:
    """Some names are made of rows that are deleted in the same act: an order of meetings, a contribution."""
    plan = factories.plan()
    board, group = factories.body(plan, name="Bestyrelsen"), factories.body(plan, name="Følgegruppen")
    factories.saved(BodyOrder(earlier=group, later=board), plan)
    factories.holder(factories.seat(group, title="Plads"), person=factories.person("Formand"))
    source = factories.source(plan, label="Landsbyggefonden")
    factories.contribution_period(factories.contribution(source, 100), 2022, 100)
    begun = act()
    for row in (group, source):
        acts.delete(fresh(row), act=begun)
    assert sorted(begun.touched.values_list("model", "name")) == [
        ("budgets.contribution", "Landsbyggefonden (kontant)"),
        ("budgets.contributionperiod", "01-01-2022 – 31-12-2022"),
        ("budgets.financingsource", "Landsbyggefonden"),
        ("governance.body", "Følgegruppen"),
        ("governance.bodyorder", "Følgegruppen → Bestyrelsen"),
        ("governance.seat", "Plads"),
        ("governance.seatholder", "Formand"),
    ]


def test_what_would_go_along_is_told_before(row: Organisation) -> None:
    with_aliases(row, "BF i byen")
    assert [str(each) for each in acts.fate(row).along] == ["BF i byen"]
    assert acts.fate(factories.person()).along == []
    assert Organisation.objects.exists()


def test_telling_what_goes_along_asks_as_often_for_many_as_for_few() -> None:
    def asked(times: int) -> int:
        plan = factories.plan()
        sub = factories.sub_agreement(plan)
        above = factories.activity(sub)
        for _each in range(times):
            factories.activity(sub, parent=above)
        with CaptureQueriesContext(connection) as queries:
            assert len([str(each) for each in acts.fate(above).along]) == times
        return len(queries)

    assert asked(1) == asked(12)


def test_what_others_point_to_is_not_deleted() -> None:
    organisation = factories.organisation("Kommunen")
    factories.person("Formand", organisation=organisation)
    begun = act()
    with pytest.raises(models.ProtectedError), transaction.atomic():
        acts.delete(organisation, act=begun)
    assert Organisation.objects.exists()
    assert [str(each) for each in acts.in_the_way(organisation)] == ["Formand"]
    assert acts.in_the_way(Person.objects.get()) == []
    assert not begun.touched.exists()


def test_deleting_from_an_old_page_is_refused(row: Organisation) -> None:
    row.name = "Ny"
    acts.save(row, act=act())
    with pytest.raises(LostUpdate):
        acts.delete(fresh(row), act=act(), made_from=1)
    assert Organisation.objects.exists()
    acts.delete(fresh(row), act=act(), made_from=2)
    assert not Organisation.objects.exists()
