"""Deleting: everything that goes along gets its line and its name; what others point to stays."""

from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet, Tracked
from abc_portal.directory.models import Organisation, OrganisationAlias, Person, User
from governance.models import BodyOrder
from tests import factories

pytestmark = pytest.mark.django_db


def change_set() -> ChangeSet:
    return change_sets.begin(by=None, program="tests")


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


def test_each_object_that_is_deleted_with_it_gets_its_line_with_its_name(row: Organisation, writer: User) -> None:
    with_aliases(row, "BF i byen", "Den gamle forening")
    begun = change_sets.begin(by=writer, reason="Nedlagt")
    change_sets.delete(fresh(row), change_set=begun)
    lines = sorted(begun.touched.values_list("model", "name", "change"))
    assert lines == [
        ("directory.organisation", "Boligforeningen", "-"),
        ("directory.organisationalias", "BF i byen", "-"),
        ("directory.organisationalias", "Den gamle forening", "-"),
    ]
    for model in (Organisation, OrganisationAlias):
        for gone in model.history.filter(history_type="-"):
            assert (gone.history_change_set, gone.history_user) == (begun, writer)
    assert OrganisationAlias.history.filter(history_type="-").count() == 2


def test_what_is_deleted_with_it_in_several_steps_is_named_as_it_was() -> None:
    """Some names are made of rows that are deleted in the same change set: an order of meetings, a contribution."""
    plan = factories.plan()
    board, group = factories.body(plan, name="Bestyrelsen"), factories.body(plan, name="Følgegruppen")
    factories.saved(BodyOrder(earlier=group, later=board), plan)
    factories.holder(factories.seat(group, title="Plads"), person=factories.person("Formand"))
    source = factories.source(plan, label="Landsbyggefonden")
    factories.contribution_period(factories.contribution(source, 100), 2022, 100)
    begun = change_set()
    for row in (group, source):
        change_sets.delete(fresh(row), change_set=begun)
    assert sorted(begun.touched.values_list("model", "name")) == [
        ("budgets.contribution", "Landsbyggefonden (kontant)"),
        ("budgets.contributionperiod", "01-01-2022 – 31-12-2022"),
        ("budgets.financingsource", "Landsbyggefonden"),
        ("governance.body", "Følgegruppen"),
        ("governance.bodyorder", "Følgegruppen → Bestyrelsen"),
        ("governance.seat", "Plads"),
        ("governance.seatholder", "Formand"),
    ]


def test_what_would_be_deleted_with_it_is_shown_before(row: Organisation) -> None:
    with_aliases(row, "BF i byen")
    assert [str(item) for item in change_sets.deletion_preview(row).cascaded] == ["BF i byen"]
    assert change_sets.deletion_preview(factories.person()).cascaded == []
    assert Organisation.objects.exists()


def test_telling_what_is_deleted_with_it_asks_as_often_for_many_as_for_few() -> None:
    def asked(times: int) -> int:
        plan = factories.plan()
        sub = factories.sub_agreement(plan)
        above = factories.activity(sub)
        for _number in range(times):
            factories.activity(sub, parent=above)
        with CaptureQueriesContext(connection) as queries:
            assert len([str(item) for item in change_sets.deletion_preview(above).cascaded]) == times
        return len(queries)

    assert asked(1) == asked(12)


def test_what_others_point_to_is_not_deleted() -> None:
    organisation = factories.organisation("Kommunen")
    factories.person("Formand", organisation=organisation)
    begun = change_set()
    with pytest.raises(models.ProtectedError), transaction.atomic():
        change_sets.delete(organisation, change_set=begun)
    assert Organisation.objects.exists()
    assert [str(item) for item in change_sets.in_the_way(organisation)] == ["Formand"]
    assert change_sets.in_the_way(Person.objects.get()) == []
    assert not begun.touched.exists()


def test_deleting_from_an_old_page_is_refused(row: Organisation) -> None:
    row.name = "Ny"
    change_sets.save(row, change_set=change_set())
    with pytest.raises(LostUpdate):
        change_sets.delete(fresh(row), change_set=change_set(), made_from=1)
    assert Organisation.objects.exists()
    change_sets.delete(fresh(row), change_set=change_set(), made_from=2)
    assert not Organisation.objects.exists()
