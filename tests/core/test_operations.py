"""Tables made in one step are those of the models, and go again."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.operations import AddConstraint, AddField, CreateModel
from django.db.migrations.state import ProjectState

from abc_portal.core.operations import AlterModels, CreateModels

pytestmark = pytest.mark.django_db


def _constraints(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))


def _columns(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}


def test_migrated_database_has_the_columns_and_constraints_of_every_model() -> None:
    managed = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    wrong = []
    for model in managed:
        columns = {field.column for field in model._meta.local_concrete_fields}
        constraints = {constraint.name for constraint in model._meta.constraints}
        if columns != _columns(model) or not constraints <= _constraints(model):
            wrong.append(model._meta.label)
    assert wrong == []
    assert any(model._meta.constraints for model in managed)


def _pair() -> CreateModels:
    """Two models that point at each other."""
    key = ("id", models.BigAutoField(primary_key=True))
    return CreateModels(
        models=[
            CreateModel(
                name,
                [key, ("other", models.ForeignKey(f"made_up.{other}", models.CASCADE, null=True, related_name="+"))],
            )
            for name, other in (("Egg", "Hen"), ("Hen", "Egg"))
        ]
    )


def _tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("made_up_")}


@pytest.mark.django_db(transaction=True)
def test_models_that_point_at_each_other_are_made_and_taken_away() -> None:
    operation, before, after = _pair(), ProjectState(), ProjectState()
    after.apps  # noqa: B018  # rendered before the models are known, as in a migration that follows another
    operation.state_forwards("made_up", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("made_up", editor, before, after)
    assert _tables() == {"made_up_egg", "made_up_hen"}
    with connection.schema_editor() as editor:
        operation.database_backwards("made_up", editor, after, before)
    assert _tables() == set()


def test_operation_names_its_models() -> None:
    operation: Any = _pair()
    assert operation.describe() == "Create models Egg, Hen"
    assert operation.references_model("hen", "made_up")
    assert operation.deconstruct() == ("CreateModels", [], {"models": operation.models})


def _changes() -> AlterModels:
    """Two columns and a constraint of one model, and a column of another, as ``makemigrations`` lists them."""
    some = models.IntegerField(default=1)
    rule = models.CheckConstraint(condition=models.Q(seeds__gte=models.F("grains")), name="made_up_seeds")
    return AlterModels(
        operations=[
            AddField("Hen", "seeds", some.clone()),
            AddField("Hen", "grains", some.clone()),
            AddField("Egg", "weight", some.clone()),
            AddConstraint("Hen", rule),
        ]
    )


def _columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


@pytest.mark.django_db(transaction=True)
def test_models_altered_together_have_every_column_and_constraint_and_lose_them_again() -> None:
    made, changed = _pair(), _changes()
    before, with_tables, after = ProjectState(), ProjectState(), ProjectState()
    made.state_forwards("made_up", with_tables)
    for operation in (made, changed):
        operation.state_forwards("made_up", after)
    with connection.schema_editor() as editor:
        made.database_forwards("made_up", editor, before, with_tables)
    with connection.schema_editor() as editor:
        changed.database_forwards("made_up", editor, with_tables, after)
    assert {"seeds", "grains", "other_id"} <= _columns_of("made_up_hen")
    assert "weight" in _columns_of("made_up_egg")
    with connection.cursor() as cursor:
        assert "made_up_seeds" in connection.introspection.get_constraints(cursor, "made_up_hen")
    with connection.schema_editor() as editor:
        changed.database_backwards("made_up", editor, after, with_tables)
    assert _columns_of("made_up_hen") == _columns_of("made_up_egg") == {"id", "other_id"}
    with connection.schema_editor() as editor:
        made.database_backwards("made_up", editor, with_tables, before)
    assert _tables() == set()


def test_alteration_names_its_models() -> None:
    operation: Any = _changes()
    assert operation.describe() == "Alter models hen, egg"
    assert operation.references_model("egg", "made_up")
    assert operation.deconstruct() == ("AlterModels", [], {"operations": operation.operations})
