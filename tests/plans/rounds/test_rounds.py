"""A coming round is entered by staff: no code knows one by name."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from abc_portal.reporting.reference import REFERENCE_FILE, load_reference
from indicators.models import Indicator
from plans.models import FundingRound, OverallGoal, Plan, RoundDocument, RoundSection, StrategicAgreement
from tests import factories, html, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db
HERE = Path(__file__).resolve().parents[3]


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


def _inline(prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def _new_round(cast: Cast, person: str = "admin") -> Any:
    """A whole round as it is typed in the administration."""
    typed = {
        "code": "2027-30", "name": "2027-30-midlerne", "first_year": 2027, "last_year": 2030,
        "legal_basis": "Regulativ af 2027", "least_local_share": 300, "hours_count": "true",
        "has_sub_agreements": "on", "fixed_text": "<p>Rundens faste indledning</p>", "reason": "Ny runde",
    }  # fmt: skip
    document = {"kind": "beredskabsplan", "name": "Beredskabsplan", "position": 0, "is_required": "true"}
    data = {
        **typed, **_inline("documents", document | {"has_template": "unknown"}),
        **_inline("sections", {"position": 1, "heading": "Om området"}, {"position": 2, "heading": "Mål"}),
        **_inline("focusareas", {"code": "naboskab", "name": "Naboskab", "position": 0}),
        **_inline("overallgoals", {"code": "flere-naboer", "text": "Flere kender deres naboer", "position": 0}),
    }  # fmt: skip
    client, address = cast.client(person), reverse("admin:plans_fundinground_add")
    return client.post(address, data)


def test_a_whole_round_is_entered_in_the_administration_and_a_plan_takes_it(cast: Cast) -> None:
    before = ChangeSet.objects.count()
    answer = _new_round(cast)
    assert answer.status_code == 302, answer.context["errors"]
    assert ChangeSet.objects.count() == before + 1
    new = FundingRound.objects.get(code="2027-30")
    assert (new.least_local_share, new.hours_count, new.documents.get().has_template) == (300, True, None)
    client, address = cast.client("admin"), reverse("admin:indicators_indicator_add")
    goal = OverallGoal.objects.get(round=new)
    indicator = {"round": new.pk, "goal": goal.pk, "code": "naboer", "name": "Andel, der kender en nabo"}
    opened = html.posted(client.get(address))
    assert client.post(address, opened | indicator | {"unit": "percent", "better": "higher"}).status_code == 302
    assert Indicator.objects.get(round=new).goal == goal

    address = reverse("admin:plans_plan_change", args=[cast.plan.pk])
    assert client.post(address, html.posted(client.get(address)) | {"round": new.pk}).status_code == 302
    plan = Plan.objects.get(pk=cast.plan.pk)
    assert plan.round == new
    _works_under_it(cast, plan)


def _works_under_it(cast: Cast, plan: Plan) -> None:
    """The plan's pages show and offer what the new round prescribes."""
    leader = cast.client("leader")
    factories.saved(StrategicAgreement(plan=plan), plan)
    page = readers.words(leader.get(reverse("plans:agreements", args=[plan.slug])))
    for text in ("1. Om området mangler", "2. Mål mangler", "Rundens faste indledning", "Flere kender deres naboer"):
        assert text in page
    form = leader.get(reverse("plans:focus_area_add", args=[plan.slug])).context["form"]
    assert [area.name for area in form.fields["focus_area"].queryset] == ["Naboskab"]
    assert "Andel, der kender en nabo" in readers.words(leader.get(reverse("indicators:overview", args=[plan.slug])))


@pytest.mark.parametrize("person", ["leader", "staff", "board"])
def test_only_who_edits_the_shared_lists_enters_a_round(cast: Cast, person: str) -> None:
    assert _new_round(cast, person).status_code in (302, 403)
    assert not FundingRound.objects.filter(code="2027-30").exists()


def test_a_prescribed_section_s_fixed_text_is_filled_in_by_the_installation(cast: Cast) -> None:
    row, client = RoundSection.objects.get(round=cast.plan.round, position=2), cast.client("admin")
    address = reverse("admin:plans_roundsection_change", args=[row.pk])
    data = html.posted(client.get(address)) | {"fixed_text": "<p>Skabelonens ord</p>"}
    assert client.post(address, data).status_code == 302
    row.refresh_from_db()
    assert row.fixed_text == "<p>Skabelonens ord</p>"


# --- what ships ------------------------------------------------------------------------------------------------


def _shipped() -> list[dict[str, Any]]:
    return json.loads(REFERENCE_FILE.read_text(encoding="utf-8"))["rounds"]


def test_the_shipped_rounds_documents_stand_with_their_official_names() -> None:
    found = {row.code: [document.name for document in row.documents.all()] for row in FundingRound.objects.all()}
    assert found["2019-26"] == [
        "Strategisk samarbejdsaftale", "Delaftale", "Budget", "Beredskabsplan", "Milepælsplan",
        "Organisationsdiagram", "Kommissorium", "Indberetningsskema",
    ]  # fmt: skip
    assert "Aktivitetsskema" in found["2015-18"]
    assert "Målopfyldelsesskema" in found["2011-14"]
    assert found["2006-10"] == []
    mandate = RoundDocument.objects.get(round__code="2019-26", kind="kommissorium")
    assert (mandate.is_required, mandate.has_template) == (True, False)


def test_what_an_existing_round_lacks_is_added_once_and_what_is_there_is_left_alone(cast: Cast) -> None:
    from abc_portal.audit import change_sets

    assert load_reference() == 0
    document = RoundDocument.objects.get(round__code="2019-26", name="Budget")
    document.note = "Rettet af personalet"
    factories.saved(document)
    gone = RoundDocument.objects.get(round__code="2019-26", name="Delaftale")
    change_sets.delete(gone, change_set=change_sets.begin(by=None, program="tests"))
    assert load_reference() == 1
    assert load_reference() == 0
    again = RoundDocument.objects.get(round__code="2019-26", name="Delaftale")
    assert (again.position, again.has_template) == (1, True)
    document.refresh_from_db()
    assert document.note == "Rettet af personalet"


def test_goals_of_before_get_the_focus_areas_that_they_belong_to_unless_staff_said_some(cast: Cast) -> None:
    goals = OverallGoal.objects.filter(round__code="2019-26")
    goals.update(focus_area=None)
    assert load_reference() == 4
    assert load_reference() == 0
    assert goals.get(code="arbejdsmarked").focus_area.code == "beskaeftigelse"
    cleared = goals.get(code="faellesskab")
    cleared.focus_area = None
    factories.saved(cleared)
    assert load_reference() == 0


# --- no code knows a round ------------------------------------------------------------------------------------

#: Where a round is named to a reader, as an example.
EXAMPLES = {"For example 2019-26."}


def _named_in_code(path: Path, words: set[str]) -> list[str]:
    """The texts of a file, other than its docstrings, that hold one of the words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    found = [node.value for node in texts if id(node) not in docs and any(word in node.value for word in words)]
    return [text for text in found if text not in EXAMPLES]


def test_no_code_knows_a_round_by_name(tmp_path: Path) -> None:
    codes = {item["code"] for item in _shipped()}
    bad = tmp_path / "bad.py"
    bad.write_text('"""Of 2019-26."""\nif code == "2019-26":\n    pass\n')
    assert _named_in_code(bad, codes) == ["2019-26"], "the search finds what it looks for"
    files = [
        path
        for app in ("abc_portal", "plans", "budgets", "indicators", "governance")
        for path in (HERE / app).rglob("*.py")
    ]
    assert {path.name: found for path in files if (found := _named_in_code(path, codes))} == {}
    pages = [path for path in (HERE / "templates").rglob("*.html") if any(code in path.read_text() for code in codes)]
    assert pages == []
