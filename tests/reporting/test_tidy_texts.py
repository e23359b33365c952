"""Texts stored before they were tidied at one place never reach a page, a PDF or a workbook."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from abc_portal.audit.models import ChangeSet, Touched, Tracked
from abc_portal.directory.models import Organisation
from plans.models import Milestone
from tests import factories, progress
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db

UNTIDY, TIDY = "Mø\x07de\u200b på  Ba\u030an\x1bgård", "Møde på Bångård"
#: Where it can: PostgreSQL stores no zero sign.
NOWHERE = "\x00\ufffe" if connection.vendor == "sqlite" else "\ufffe"
MIGRATION = importlib.import_module("abc_portal.reporting.migrations.0002_tidy_texts")


def as_before(row: Any, **values: str) -> None:
    """The row and its history as they were written before the rule."""
    for table in (type(row)._base_manager.filter(pk=row.pk), type(row).history.filter(id=row.pk)):
        table.update(**values)


def migrated() -> None:
    MIGRATION.tidy_texts(apps, None)


@pytest.fixture
def milestone(cast: Cast) -> Milestone:
    row = progress.milestone(cast.plan, code="moede", text="Møde", activity=factories.activity(cast.sub))
    as_before(row, text=UNTIDY + NOWHERE, note="To\r\nlinjer")
    return row


def test_texts_of_before_are_written_as_every_way_in_writes_them(milestone: Milestone) -> None:
    migrated()
    milestone.refresh_from_db()
    assert (milestone.text, milestone.note, milestone.version) == (TIDY, "To\nlinjer", 2)


def test_a_row_that_is_tidied_says_so_in_its_history_which_keeps_what_was(milestone: Milestone) -> None:
    migrated()
    newest, oldest = milestone.history.all()
    (change,) = ChangeSet.objects.filter(by_name="migrate")
    assert (newest.text, newest.version, newest.history_change_set) == (TIDY, 2, change)
    stored = milestone.history.filter(pk=oldest.pk).values_list("text", flat=True).get()
    assert stored == UNTIDY + NOWHERE
    touched = Touched.objects.get(change_set=change, model="plans.milestone")
    assert (touched.object_id, touched.name, touched.change) == (milestone.pk, TIDY, "~")


def test_a_database_that_is_tidy_is_left_as_it_is(cast: Cast) -> None:
    before = ChangeSet.objects.count()
    migrated()
    assert ChangeSet.objects.count() == before


def test_the_history_of_before_is_read_tidied_on_every_page(cast: Cast, milestone: Milestone) -> None:
    plan = cast.plan
    Touched.objects.filter(model="plans.milestone").update(name=UNTIDY)
    ChangeSet.objects.update(reason=UNTIDY)
    migrated()
    answer = cast.client("leader").get(reverse("reporting:history", args=[plan.slug]))
    assert TIDY in words(answer)
    assert not set("\x07\x1b\u200b\u030a") & set(answer.content.decode())
    change_set = ChangeSet.objects.filter(by_name="migrate").get()
    assert [row.name for row in change_set.touched.all()] == [TIDY]
    assert milestone.history.last().text == TIDY


def test_two_names_that_become_one_are_told_apart_by_a_number() -> None:
    first, second = factories.organisation("Bo-Vest"), factories.organisation("Bo-Vest 2")
    as_before(second, name="Bo-\u200bVest", short_name="B\x07V")
    migrated()
    rows = Organisation.objects.in_bulk([first.pk, second.pk])
    assert [rows[row.pk].name for row in (first, second)] == ["Bo-Vest", "Bo-Vest (2)"]
    assert rows[second.pk].short_name == "BV"


def test_every_app_with_tracked_rows_is_tidied() -> None:
    apps_with_rows = {model._meta.app_label for model in apps.get_models() if issubclass(model, Tracked)}
    assert apps_with_rows <= set(MIGRATION.APPS)


def test_the_migration_runs_on_the_tables_as_it_finds_them(cast: Cast, milestone: Milestone) -> None:
    """With the models as they were then, which know none of the portal's methods."""
    state = MigrationLoader(connection, replace_migrations=False).project_state(("reporting", "0002_tidy_texts"))
    MIGRATION.tidy_texts(state.apps, None)
    milestone.refresh_from_db()
    assert milestone.text == TIDY
