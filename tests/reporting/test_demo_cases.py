"""The demo cases: each is the document it was made from, and what the portal works out of it is as written down.

``ABC_WRITE_EXPECTED=1`` writes the files in ``expected/`` anew; look at the difference before committing it.
"""

import json
import os
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from abc_portal.directory.models import Organisation, Person
from abc_portal.reporting.demo import CASES, EXAMPLE, FOLDER
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.documents.status import build
from abc_portal.reporting.interchange import export_plan
from budgets.financing.querysets import FinancingSight
from plans.milestones.enums import MilestoneState
from plans.milestones.presenters.standing import standing_of
from plans.models import Criterion, Milestone, Plan, Result
from plans.results.calculations.small_counts import EVERYTHING
from plans.results.enums import Comparison, Counting, Direction, Judgement, LadderStep, ResultState, TargetKind
from plans.results.presenters.readings import reading_of
from plans.shared import enums
from tests.findings import findings
from tests.people import demo_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

#: The day for which the pages are worked out.
DAY = date(2026, 11, 26)
EXPECTED = Path(__file__).with_name("expected")
WRITING = os.environ.get("ABC_WRITE_EXPECTED") == "1"
FIRST, SECOND = "abc-2017-2020", "abc-2021-2025"
#: Fields that hold a row's key or an address with one.
KEYS = {"pk", "source_pk", "key", "link", "address", "url", "offset", "html"}
PAGES = (
    "", "forloeb/", "aftaler/", "aktiviteter/", "bemanding/", "oekonomi/", "indikatorer/", "moeder/", "fortaellinger/",
    "maalkaede/", "milepaele/", "aktiviteter/fritidsjob/", "aftaler/beskaeftigelse/",
)  # fmt: skip
#: Of each of these the example has every kind; of the last two some rows have none.
KINDS: list[tuple[Any, str, Any]] = [
    (Criterion, "step", LadderStep), (Criterion, "target_kind", TargetKind), (Criterion, "comparison", Comparison),
    (Criterion, "counting", Counting), (Criterion, "rhythm", enums.Granularity), (Result, "grain", enums.Granularity),
    (Result, "state", ResultState), (Milestone, "state", MilestoneState),
    (Criterion, "direction", Direction), (Result, "judgement", Judgement),
]  # fmt: skip


def plain(value: Any) -> Any:
    """Facts as JSON: what is empty is left out, and so are keys, which differ from one database to another."""
    if is_dataclass(value):
        found = {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name not in KEYS}
        return {name: item for name, item in found.items() if item is not False and item not in (None, "", [], {})}
    if isinstance(value, dict):
        return [plain(item) for item in value.values()] if all(isinstance(key, int) for key in value) else {
            str(key): plain(item) for key, item in value.items()
        }  # fmt: skip
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(plain(item)) for item in value)
    if isinstance(value, Enum):
        return value.value
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def lines_of(value: Any, indent: int = 0) -> str:
    """JSON in which whatever fits in a line stands in one."""
    short = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(short) + indent < 120:
        return short
    held = value.items() if isinstance(value, dict) else [("", item) for item in value]
    parts = [
        (f"{json.dumps(key, ensure_ascii=False)}: " if key else "") + lines_of(item, indent + 1) for key, item in held
    ]
    start, end, inside = *("{}" if isinstance(value, dict) else "[]"), " " * (indent + 1)
    return start + "\n" + ",\n".join(inside + part for part in parts) + "\n" + " " * indent + end


def worked_out(plan: Plan) -> dict[str, Any]:
    """What the portal says of a case beside what its document holds: the report on its status, and what is wrong."""
    report = build(plan, reader=DocumentReader(FinancingSight.ALL), as_of=DAY)
    return {
        "report": plain(report),
        "findings": [
            [finding.code, str(finding.severity.value), finding.where, finding.message] for finding in findings(plan)
        ],
        "milestones": {row.code: standing_of(row, plan, DAY).value for row in plan.milestones.all()},
        "criteria": {
            row.code: reading_of(row, plan, DAY, rule=EVERYTHING).progress.value
            for row in plan.criteria.prefetch_related("results")
        },
        "departments": [f"{row.department} {row.department.number}".strip() for row in plan.departments.all()],
        "period": f"{plan.start} – {plan.end}: {plan.starts_on} – {plan.ends_on}",
    }


@pytest.mark.parametrize("slug", CASES)
def test_a_case_is_the_document_that_comes_out_again(slug: str) -> None:
    """So that its document says all that there is of it."""
    exported, written = export_plan(Plan.objects.get(slug=slug)), (FOLDER / f"{slug}.json").read_text(encoding="utf-8")
    assert exported == written


@pytest.mark.parametrize("slug", CASES)
def test_what_is_worked_out_of_a_case_is_as_written(slug: str) -> None:
    found, path = worked_out(Plan.objects.with_places().get(slug=slug)), EXPECTED / f"{slug}.json"
    if WRITING:
        path.write_text(lines_of(found) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))


def test_the_second_plan_continues_the_first_in_the_same_places() -> None:
    earlier, later = Plan.objects.get(slug=FIRST), Plan.objects.get(slug=SECOND)
    assert [row.other for row in later.relations.all()] == [earlier]
    assert [row.plan for row in earlier.related_from.all()] == [later]
    here, there = ({row.department_id for row in plan.departments.all()} for plan in (later, earlier))
    assert here < there
    assert later.municipality == earlier.municipality


def test_departments_are_found_by_the_names_of_either_document() -> None:
    for name in ("VA afd. 8 Bæk/Fosgården", "VA Bæk-Fosgården", "VA afd. 8 Bæk- og Fosgården", "afd. 7"):
        assert Plan.objects.search(name).filter(slug=FIRST).exists(), name


@pytest.mark.parametrize("slug", [slug for slug in CASES if slug != EXAMPLE])
def test_no_results_of_a_real_plan_are_made_up(slug: str) -> None:
    plan = Plan.objects.get(slug=slug)
    assert plan.was_entered_after_its_end
    assert not plan.is_example
    assert not Result.objects.filter(criterion__plan=plan).exists()
    assert not plan.closed_periods.exists()
    assert not plan.overrules.exists()
    assert not plan.milestones.exclude(postponements=None, evidence=None).exists()


# --- the example -----------------------------------------------------------------------------------------------


def test_no_organisation_or_person_of_the_example_is_real() -> None:
    """Landsbyggefonden alone is: it pays every plan; people are roles, and two of them the demo's own users."""
    plan = Plan.objects.get(slug=EXAMPLE)
    assert plan.is_example
    own = Organisation.objects.exclude(name="Landsbyggefonden")
    named = own.filter(parties__plan=plan) | own.filter(departments__plans__plan=plan)
    assert named.exists()
    assert {row.cvr for row in named} == {""}
    assert all("ksempel" in row.name for row in named)
    people = Person.objects.filter(positions__post__plan=plan) | Person.objects.filter(seats__seat__body__plan=plan)
    assert all("," in row.name for row in people.distinct()), "a role, and of what"


def test_the_example_has_one_of_every_kind() -> None:
    for model, field, kinds in KINDS:
        path = "criterion__plan__slug" if model is Result else "plan__slug"
        used = set(model.objects.filter(**{path: EXAMPLE}).values_list(field, flat=True))
        assert used - {""} == set(kinds.values), (model, field)
        assert ("" in used) == (kinds in (Direction, Judgement)), (model, field)
    standings = Counter(standing_of(row, row.plan, DAY) for row in Milestone.objects.filter(plan__slug=EXAMPLE))
    assert len(standings) > 5


def test_every_page_of_the_example_has_something_to_show() -> None:
    client = demo_client("leder")
    for page in PAGES:
        answer = client.get(f"/planer/{EXAMPLE}/{page}")
        assert answer.status_code == 200, page
        assert "Opdigtet eksempel" in answer.content.decode(), page


def test_something_falls_due_for_the_demo_s_leader_and_staff() -> None:
    plan = Plan.objects.get(slug=EXAMPLE)
    soon = plan.milestones.filter(state="planned", due_on__range=(DAY, date(2026, 12, 26)))
    for name in ("leder", "medarbejder"):
        person = Person.objects.get(user__email=f"{name}@abc.example")
        held = person.positions.filter(post__plan=plan).values("post")
        assert soon.filter(person=person).exists() or soon.filter(post__in=held).exists(), name
