"""A plan year's milestones copied forward as drafts, with a question about years that their texts name."""

from datetime import date

import pytest

from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from plans.milestones.actions import forward
from plans.models import Milestone, Plan
from tests import factories, progress, readers
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]
ROOT = "/planer/plan-a/milepaele/"
FORWARD = f"{ROOT}alle/viderefoer/"


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def plan(followed: Plan) -> Plan:
    return followed


def test_a_years_milestones_become_drafts_one_year_later(cast: Cast, plan: Plan) -> None:
    person, post = factories.person("Formand"), progress.position(plan)
    quarter = progress.milestone(
        plan, text="Mødet", due_quarter=6, sub_agreement=cast.sub, person=person, post=post, note="Husk kage",
        state="reached", position=3,
    )  # fmt: skip
    progress.evidence(quarter)
    progress.milestone(plan, date(2022, 9, 30), text="Rapport", due_on_precision="quarter")
    progress.milestone(plan, text="Sidste år", due_quarter=1)
    progress.milestone(plan, text="Opgivet", due_quarter=6, state="dropped", dropped_because="Solgt")
    progress.milestone(plan, text="Kladde", due_quarter=6, is_draft=True)
    client = cast.client("staff")
    shown = client.get(FORWARD)
    page_text = readers.words(shown)
    for text in ("2 kladder bliver lavet", "Mødet 3. planår, 2. kvartal", "Rapport 3. kvartal 2023", "2 kopieres ikke",
                 "Opgivet er opgivet", "Kladde er selv en kladde"):  # fmt: skip
        assert text in page_text, text
    assert "Sidste år" not in page_text
    before = ChangeSet.objects.count()
    answer = client.post(FORWARD, {"seen": shown.context["found"].seen, "once": str(shown.context["once"])})
    assert answer["Location"] == f"{ROOT}?vis=tabel&standing=draft"
    assert ChangeSet.objects.count() == before + 1
    copy = Milestone.objects.get(follows=quarter)
    assert (copy.text, copy.due_quarter, copy.due_on, copy.is_draft) == ("Mødet", 10, date(2023, 8, 31), True)
    assert (copy.sub_agreement, copy.person, copy.post, copy.state) == (cast.sub, person, post, "planned")
    assert (copy.note, copy.evidence.count(), copy.reached_on, copy.reported_on) == ("", 0, None, None)
    assert copy.position > max(Milestone.objects.filter(follows=None).values_list("position", flat=True))
    assert copy.code == "moedet-2"
    assert str(Milestone.objects.get(text="Rapport", is_draft=True).due) == "3. kvartal 2023"


def test_a_text_that_names_a_year_is_asked_about_and_never_changed_in_silence(cast: Cast, plan: Plan) -> None:
    named = progress.milestone(plan, text="Evaluering 2022 er holdt", due_quarter=6, responsible="Formand 2022/23")
    progress.milestone(plan, text="Mødet er holdt", due_quarter=6)
    client = cast.client("staff")
    shown = client.get(f"{FORWARD}?fra=2")
    asked = {item.name: item.text for *_rest, texts in shown.context["copies"] for item in texts}
    assert asked == {f"text-{named.pk}": "Evaluering 2023 er holdt", f"responsible-{named.pk}": "Formand 2023/24"}
    page_text = readers.words(shown)
    assert "Nogle tekster nævner et årstal" in page_text
    assert "Evaluering 2022 er holdt 3. planår" in page_text
    assert 'value="Evaluering 2023 er holdt"' in shown.content.decode()
    sent = {"seen": shown.context["found"].seen, **asked}
    wrong = client.post(f"{FORWARD}?fra=2", {**sent, f"text-{named.pk}": "x" * 401})
    assert wrong.status_code == 422
    assert "x" * 401 in wrong.content.decode()
    client.post(f"{FORWARD}?fra=2", {**sent, f"text-{named.pk}": "Evaluering i 3. år er holdt"})
    copy = Milestone.objects.get(follows=named)
    assert (copy.text, copy.responsible) == ("Evaluering i 3. år er holdt", "Formand 2023/24")
    named.refresh_from_db()
    assert named.text == "Evaluering 2022 er holdt"


def test_without_an_answer_the_text_stays_as_it_was(cast: Cast, plan: Plan) -> None:
    named = progress.milestone(plan, text="Evaluering 2022 er holdt", due_quarter=6)
    forward.copy_forward(plan=plan, number=2, seen=forward.foresee(plan, 2).seen, by=cast.staff)
    assert Milestone.objects.get(follows=named).text == "Evaluering 2022 er holdt"


def test_a_year_is_not_copied_twice(cast: Cast, plan: Plan) -> None:
    progress.milestone(plan, text="Mødet", due_quarter=6)
    for expected in (1, 0):
        seen = forward.foresee(plan, 2).seen
        assert forward.copy_forward(plan=plan, number=2, seen=seen, by=cast.staff) == expected
    assert Milestone.objects.filter(plan=plan).count() == 2
    assert [item.because for item in forward.foresee(plan, 2).skipped] == ["er allerede kopieret frem"]
    assert "Ingen af årets milepæle skal kopieres." in readers.words(cast.client("staff").get(f"{FORWARD}?fra=2"))


def test_nothing_is_copied_beyond_the_plans_end(cast: Cast, plan: Plan) -> None:
    progress.milestone(plan, text="Sidste", due_quarter=16)
    with pytest.raises(Refused, match=r"ikke noget planår efter det: planen slutter 28\. februar 2025"):
        forward.foresee(plan, 4)
    answer = cast.client("staff").get(f"{FORWARD}?fra=4")
    assert "Der er ikke noget planår efter det" in readers.words(answer)
    assert cast.client("staff").post(f"{FORWARD}?fra=4", {"seen": ""}).status_code == 422
    short = factories.plan("kort", starts_on=date(2021, 3, 1), ends_on=date(2022, 8, 31), entered_on=date(2021, 1, 1))
    progress.milestone(short, text="Efterår", due_quarter=3)
    progress.milestone(short, date(2021, 10, 1), text="Oktober")
    progress.milestone(short, text="Forår", due_quarter=1)
    found = forward.foresee(short, 1)
    assert [copy.source.text for copy in found.copies] == ["Forår"]
    assert {item.because for item in found.skipped} == {"ville falde efter planens sidste dag, 31. august 2022"}


@pytest.mark.parametrize("asked_for", ["99", "0", "x", "½", ""])
def test_a_year_that_there_is_not_is_reported(cast: Cast, plan: Plan, asked_for: str) -> None:
    assert cast.client("staff").get(f"{FORWARD}?fra={asked_for}").status_code == 200


def test_what_changed_while_the_page_stood_open_is_looked_at_again(cast: Cast, plan: Plan) -> None:
    progress.milestone(plan, text="Mødet", due_quarter=6)
    client = cast.client("staff")
    seen = client.get(FORWARD).context["found"].seen
    progress.milestone(plan, text="Kom til", due_quarter=6)
    answer = client.post(FORWARD, {"seen": seen})
    assert answer.status_code == 422
    assert "Kom til" in readers.words(answer)
    assert not Milestone.objects.filter(is_draft=True).exists()
