"""Whatever is changed in a document: the update gives the same plan as taking the document in anew."""

import json
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from abc_portal.exchange.interchange.importing import ImportRefused
from abc_portal.reporting.demo import FOLDER
from abc_portal.reporting.interchange import export_plan, import_plan
from abc_portal.reporting.reference import load_reference
from tests import factories
from tests.exchange.documents import at, everything, places

#: What is the plan's own: shared rows are matched and never changed, so they are no matter of an update.
SHARED = {"organisations", "departments", "areas", "people", "counts", "schema", "schema_version"}


def lists(document: Any) -> list[Any]:
    found = [path for path in places(document) if path and path[0] not in SHARED]
    return [at(document, path) for path in found if isinstance(at(document, path), list) and at(document, path)]


def texts(document: Any) -> list[tuple[Any, Any]]:
    """Every place with a name or a text that may be another."""
    free = {"name", "title", "purpose", "label", "note", "heading", "text", "source", "printed_name", "rhythm", "code"}
    found = [path for path in places(document) if path and path[0] not in SHARED and path[-1] in free]
    return [(at(document, path[:-1]), path[-1]) for path in found]


def mutated(document: Any, data: Any) -> Any:
    """The document with some lists in another order, some rows gone or doubled, some texts changed or swapped."""
    document = deepcopy(document)
    for _number in range(data.draw(st.integers(1, 6))):
        rows = data.draw(st.sampled_from(lists(document)))
        change_set = data.draw(st.sampled_from(["shuffle", "drop", "double", "text", "swap"]))
        if change_set == "shuffle":
            rows[:] = data.draw(st.permutations(rows))
        elif change_set == "drop":
            del rows[data.draw(st.integers(0, len(rows) - 1))]
        elif change_set == "double":
            rows.append(deepcopy(data.draw(st.sampled_from(rows))))
        else:
            _write(document, data, change_set)
    return document


def _write(document: Any, data: Any, change_set: str) -> None:
    row, key = data.draw(st.sampled_from(texts(document)))
    other, its = data.draw(st.sampled_from(texts(document)))
    if change_set == "swap":
        row[key], other[its] = other[its], row[key]
    else:
        row[key] = data.draw(st.sampled_from(["Nyt", "<p>Nyt</p>", "nyt"]))


def outcome(document: Any, *, update: bool) -> str:
    """The export afterwards; of a document that is refused nothing."""
    with transaction.atomic():
        try:
            plan = import_plan(json.dumps(document), update=update)
            exported = "" if plan is None else export_plan(plan)
            again = import_plan(exported, update=True) and export_plan(plan) if plan else ""
        except ImportRefused:
            exported = again = ""
        transaction.set_rollback(True)
    assert again == exported
    return exported


#: What fails is told as it is found: making it smaller takes longer than looking at it.
QUICK = (Phase.explicit, Phase.generate)


class AnyChange(TestCase):
    """An update of the plan that stands, beside an import where nothing stands."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_reference()
        for slug in ("plan-foer", "abc-2017-2020"):
            factories.plan(slug, name="Planen før", round=None)

    def check(self, document: Any, data: Any) -> None:
        changed = mutated(document, data)
        anew = outcome(changed, update=False)
        with transaction.atomic():
            import_plan(json.dumps(document))
            assert outcome(changed, update=True) == anew
            transaction.set_rollback(True)

    @pytest.mark.one_database
    @given(data=st.data())
    @hypothesis_settings(max_examples=6, phases=QUICK)
    def test_the_document_with_everything(self, data: Any) -> None:
        self.check(everything(), data)

    @pytest.mark.one_database
    @given(data=st.data())
    @hypothesis_settings(max_examples=2, phases=QUICK)
    def test_a_demo_case(self, data: Any) -> None:
        written = outcome(json.loads((FOLDER / "abc-2021-2025.json").read_text(encoding="utf-8")), update=False)
        self.check(json.loads(written), data)  # with the codes that the portal makes
