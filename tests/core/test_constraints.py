"""What is answered of a model's rules without the database is what the database answers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from abc_portal.core import constraints
from plans.models import ParallelEffort, PlanArea
from tests import factories
from tests.people import Cast

MOST_ROWS = 400
RULES = [
    (model, rule)
    for model in apps.get_models()
    if model.__module__.startswith(("abc_portal.", "plans.", "budgets.", "indicators.", "governance."))
    if "Historical" not in model.__name__
    for rule in model._meta.constraints
    if isinstance(rule, models.CheckConstraint)
]
#: Rules that Python does not decide for every row: of rare signs the databases differ in which are spaces.
LEFT_TO_THE_DATABASE = {
    "user_email_lower", "milestone_dropped_has_reason", "postponement_has_reason", "overrule_has_reason",
    "closed_period_has_reason", "set_aside_has_reason", "finished_document_has_file",
}  # fmt: skip


def values_of(field: Any) -> list[Any]:
    """Values that rules tell apart, and those on either side of them; also such as the field itself would refuse."""
    if field.choices:
        return [*dict(field.flatchoices), "", None]
    if isinstance(field, models.DateTimeField):
        return [datetime(2021, 3, day, tzinfo=UTC) for day in (1, 2)] + [None]
    if isinstance(field, models.DateField):
        return [date(2021, 3, 1), date(2021, 3, 2), date.min, None]
    if isinstance(field, models.BooleanField):
        return [True, False, None]
    if isinstance(field, models.DecimalField):
        return [Decimal("0.00"), Decimal("-0.01"), Decimal("10.50"), Decimal("10.51"), None]
    if isinstance(field, (models.IntegerField, models.ForeignKey, models.AutoField)):
        return [0, 1, 2, 100, 101, -1, None]
    return ["", " ", "\n", "\u00a0", "\u2003", "x", "X@ø.dk", ".", "_", "½", " æ ", None]


def rows_of(model: Any, rule: Any) -> Iterator[Any]:
    """Rows that have every mixture of such values in the columns of the rule."""
    names = sorted({name.split("__")[0] for name in _names(rule.condition)})
    fields = [model._meta.get_field(name) for name in names]
    for mixture in product(*map(values_of, fields)):
        row = model()
        for field, value in zip(fields, mixture, strict=True):
            setattr(row, field.attname, value)
        yield row


def _names(condition: Any) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _names(child)
        else:
            yield child[0]
            yield from [
                item.name for item in [child[1], *getattr(child[1], "source_expressions", ())] if isinstance(item, F)
            ]


def database_says(model: Any, rule: Any, rows: list[Any]) -> list[bool | None]:
    """What the rule, as it stands in the table, says of each of the rows; they are put in a table without rules."""
    names = sorted({name.split("__")[0] for name in _names(rule.condition)})
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    condition = rule._get_check_sql(model, connection.SchemaEditorClass(connection, collect_sql=True))
    holes = ", ".join(["%s"] * (len(fields) + 1))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS rows_of_a_test")
        source = quote(model._meta.db_table)
        cursor.execute(
            f"CREATE TEMPORARY TABLE rows_of_a_test AS SELECT 0 AS place, {columns} FROM {source} WHERE 1 = 0"
        )
        numbered = [
            [place, *(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields)]
            for place, row in enumerate(rows)
        ]
        cursor.executemany(f"INSERT INTO rows_of_a_test (place, {columns}) VALUES ({holes})", numbered)
        cursor.execute(f"SELECT {condition} FROM rows_of_a_test ORDER BY place")
        return [None if answer is None else bool(answer) for (answer,) in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "rule"), RULES, ids=[rule.name for _model, rule in RULES])
def test_check_constraint_in_python_is_as_in_the_database(model: Any, rule: Any) -> None:
    rows = list(rows_of(model, rule))
    rows = rows[:: max(1, len(rows) // MOST_ROWS)]
    python = [constraints.holds(rule.condition, row) for row in rows]
    database = database_says(model, rule, rows)
    wrong = [
        vars(row)
        for row, ours, theirs in zip(rows, python, database, strict=True)
        if ours != constraints.ASK and (ours is not False) != (theirs is not False)
    ]
    assert not wrong
    assert (constraints.ASK in python) == (rule.name in LEFT_TO_THE_DATABASE)
    if constraints.ASK not in python:
        assert False in python, "the rows never break the rule, so nothing is compared"


# --- unique constraints and relations ------------------------------------------------------------------------


def asked(check: Any) -> list[str]:
    """The queries that the check makes."""
    with CaptureQueriesContext(connection) as captured:
        check()
    return [query["sql"] for query in captured]


@pytest.mark.django_db
def test_neighbours_are_fetched_once_and_updated_with_what_is_saved(cast: Cast) -> None:
    plan, beside = cast.plan, constraints.SiblingRows()
    factories.effort(plan, name="En")
    rule = next(constraint for constraint in ParallelEffort._meta.constraints if constraint.name == "effort_once")
    one, two = (ParallelEffort(plan=plan, name=name) for name in ("En", "To"))
    queries = asked(lambda: [beside.is_free(rule, one), beside.is_free(rule, two)])
    assert len(queries) == 1
    assert (beside.is_free(rule, one), beside.is_free(rule, two)) == (False, True)
    two.pk = 99
    beside.note(two, is_new=True)
    other = ParallelEffort(plan=plan, name="To")
    assert (beside.is_free(rule, two), beside.is_free(rule, other)) == (True, False)
    two.name = "Tre"
    beside.note(two, is_new=False)
    assert beside.is_free(rule, other)
    two.plan = cast.other_plan
    beside.note(two, is_new=False)
    assert beside.is_free(rule, ParallelEffort(plan=plan, name="Tre"))


@pytest.mark.django_db
def test_rows_of_a_parent_are_fetched_once_and_stored_up_with_what_is_saved(cast: Cast) -> None:
    plan, other_plan, beside = cast.plan, cast.other_plan, constraints.SiblingRows()
    first = factories.effort(plan, name="En")
    queries = asked(lambda: [beside.rows_of(plan, "efforts"), beside.rows_of(plan, "efforts")])
    assert len(queries) == 1
    new = ParallelEffort(pk=99, plan=plan, name="To")
    beside.note(new, is_new=True)
    assert beside.rows_of(plan, "efforts") == [first, new]
    changed = ParallelEffort(pk=first.pk, plan=plan, name="Et andet navn")
    beside.note(changed, is_new=False)
    assert [row.name for row in beside.rows_of(plan, "efforts")] == ["Et andet navn", "To"]
    assert beside.rows_of(other_plan, "efforts") == []
    new.plan = other_plan
    beside.note(new, is_new=False)
    assert (beside.rows_of(plan, "efforts"), beside.rows_of(other_plan, "efforts")) == ([changed], [new])
    beside.note_gone([new])
    assert beside.rows_of(other_plan, "efforts") == []


@pytest.mark.django_db
def test_a_new_parent_has_only_the_rows_that_are_saved_with_it(cast: Cast) -> None:
    beside = constraints.SiblingRows()
    beside.note(cast.plan, is_new=True)
    assert asked(lambda: beside.rows_of(cast.plan, "efforts")) == []


@pytest.mark.django_db
def test_an_empty_day_is_as_another_empty_day_under_the_same_parent(cast: Cast) -> None:
    area, beside = factories.area(), constraints.SiblingRows()
    factories.saved(PlanArea(plan=cast.plan, area=area), cast.plan)
    rule = next(constraint for constraint in PlanArea._meta.constraints if constraint.name == "plan_area_once")
    assert not beside.is_free(rule, PlanArea(plan=cast.plan, area=area))
    assert beside.is_free(rule, PlanArea(plan=cast.plan, area=area, joined_on=date(2022, 1, 1)))
    assert beside.is_free(rule, PlanArea(plan=cast.plan, area=factories.area()))


@pytest.mark.django_db
def test_a_row_whose_relations_are_in_hand_is_checked_with_its_neighbours_alone(cast: Cast) -> None:
    row = ParallelEffort(plan=cast.plan, kind="renovation", name="Ny")
    assert len(asked(row.full_clean)) == 2  # whether the name is free, and which names are beside it
    row = ParallelEffort(plan_id=cast.plan.pk, kind="renovation", name="Ny")
    assert len(asked(row.full_clean)) == 3  # whether there is such a plan, too
    with pytest.raises(ValidationError) as caught:
        ParallelEffort(plan_id=0, kind="renovation", name="Ny").full_clean()
    assert "plan" in caught.value.message_dict
