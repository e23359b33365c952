"""The staffing page: who sees it, the sums and what stands behind them, and positions edited with who pays."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from plans.models import ActivityHours, Position, PositionOrganisation
from plans.staffing.calculations import Hours
from plans.staffing.presenters import PositionWorkload, StaffingFacts
from plans.staffing.views import Staffing
from tests import factories, html, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def _staff(cast: Cast) -> dict[str, Position]:
    """The shares and hours of a plan as its documents state them, over two activities."""
    one, other = factories.activity(cast.sub, "Familiehjælp"), factories.activity(cast.sub, "Fritidsjob")
    positions = {
        "Familiekoordinator": (1000, [(one, "35", None), (other, "2", None)]),
        "Boligsocial medarbejder": (None, [(one, "36", None), (other, "1", "2")]),
        "Sekretariatsleder": (500, [(one, "21", None)]),
        "Foreningsguide": (1000, [(other, "12", None)]),
    }
    found = {}
    for number, (title, (share, rows)) in enumerate(positions.items()):
        post = Position(plan=cast.plan, title=title, share=share, position=number)
        found[title] = factories.saved(post, cast.plan)
        for activity, least, most in rows:
            hours = {"least": Decimal(least), "most": Decimal(most) if most else None, "basis": "gennemsnit"}
            factories.saved(ActivityHours(activity=activity, post=post, **hours), cast.plan)
    return found


def _get(cast: Cast, who: str = "auditor", **query: str) -> Any:
    return cast.client(who).get(reverse("plans:staffing", args=[cast.plan.slug]), query)


def test_each_sum_against_the_week_in_words(cast: Cast) -> None:
    _staff(cast)
    answer = _get(cast)
    rows = {row[0]: row[1:5] for row in readers.tables(answer)[0]}
    assert rows["Familiekoordinator"] == ["100 %", "37", "37 af 37", "passer med ugen"]
    assert rows["Boligsocial medarbejder"] == [
        "ikke oplyst",
        "ikke oplyst",
        "37–38",
        "andelen af fuld tid er ikke oplyst",
    ]
    assert rows["Sekretariatsleder"] == ["50 %", "18,5", "21 af 18,5", "2,5 timer over"]
    assert rows["Foreningsguide"] == ["100 %", "37", "12 af 37", "25 timer under"]
    assert rows["I alt"][:3] == ["2,5 årsværk; 1 ikke oplyst", "92,5", "107–108"]


def test_behind_each_sum_stand_its_activities(cast: Cast) -> None:
    post = _staff(cast)["Boligsocial medarbejder"]
    answer = _get(cast)
    assert f'href="#stilling-{post.pk}"' in answer.content.decode()
    behind = readers.tables(answer)[2]
    assert [row[0::3] for row in behind[1:]] == [["Familiehjælp", "36"], ["Fritidsjob", "1–2"], ["I alt"]]
    assert behind[1][1] == "gennemsnit"


def test_what_is_not_counted_is_reported(cast: Cast) -> None:
    factories.saved(Position(plan=cast.plan, title="Vikar", ends_on=date(2022, 12, 31)), cast.plan)
    described = factories.activity(cast.sub, "Uden timer")
    factories.activity(cast.sub, "Følger den anden", described_with=described)
    factories.activity(cast.sub, "Opgivet", state="dropped")
    text = readers.words(_get(cast))
    assert "Stillinger på andre tidspunkter Vikar" in text
    assert "Uden timer" in text
    assert "Følger den anden" not in text
    assert "Opgivet" not in text
    assert "28. februar 2025 (den nærmeste dag i planens periode)" in text, "the plan has ended"
    then = readers.words(_get(cast, pr="2022-05-17"))
    assert "Stillinger på andre tidspunkter" not in then
    assert "pr. 17. maj 2022" in then


@pytest.mark.parametrize("who", ["board", "group", "department", "observer"])
def test_who_does_not_review_the_plan_gets_neither_the_page_nor_its_place_in_the_menu(cast: Cast, who: str) -> None:
    assert _get(cast, who).status_code == 403
    assert "Bemanding" not in readers.words(cast.client(who).get(f"/planer/{cast.plan.slug}/"))


def test_the_auditor_sees_but_does_not_edit(cast: Cast) -> None:
    _staff(cast)
    assert "Bemanding" in readers.words(cast.client("auditor").get(f"/planer/{cast.plan.slug}/"))
    assert "/rediger/" not in _get(cast).content.decode()
    assert "/rediger/" in _get(cast, "staff").content.decode()


def test_the_workbook_has_sums_and_rows_as_numbers(cast: Cast) -> None:
    _staff(cast)
    rows = readers.sheet(_get(cast, format="xlsx"))
    assert rows[1][:7] == ["Familiekoordinator", "I alt", 37, 37, None, 100, 37]
    assert rows[2][:5] == ["Familiekoordinator", "Familiehjælp", 35, 35, "gennemsnit"]
    assert [row[3] for row in rows if row[0] == "Boligsocial medarbejder"] == [38, 36, 2]


def test_a_position_is_added_with_who_employs_it_and_who_pays(cast: Cast) -> None:
    client, address = cast.client("leader"), reverse("plans:position_add", args=[cast.plan.slug])
    one, other = factories.organisation("Boligselskabet"), factories.organisation("Kommunen", "municipality")
    typed = {
        "title": "Boligsocial medarbejder", "share": "32,4", "vacancy": "filled", "start": "marts 2021",
        "organisations-0-organisation": one.pk, "organisations-0-role": "employer", "organisations-0-share": "50",
        "organisations-1-organisation": other.pk, "organisations-1-role": "employer", "organisations-1-share": "50 %",
        "organisations-2-organisation": other.pk, "organisations-2-role": "payer",
    }  # fmt: skip
    opened = html.posted(client.get(address)) | {"organisations-TOTAL_FORMS": "3"}
    assert client.post(address, opened | typed).url == "/planer/plan-a/bemanding/"
    row = Position.objects.get(plan=cast.plan)
    assert (row.code, row.share) == ("boligsocial-medarbejder", 324)
    text = readers.words(_get(cast))
    assert "Boligselskabet (50 %) · Kommunen (50 %)" in text
    assert "0 af 12" in text
    edit = reverse("plans:position_edit", args=[cast.plan.slug, row.pk])
    data = html.posted(client.get(edit))
    assert data["share"] == "32,4"
    assert client.post(edit, data | {"organisations-0-DELETE": "on"}).status_code == 302
    assert PositionOrganisation.objects.filter(post=row).count() == 2


@pytest.mark.parametrize("typed", ["32,45", "0", "-5", "mange", "2000"])
def test_a_share_that_is_none_is_refused_and_shown_again(cast: Cast, typed: str) -> None:
    client, address = cast.client("leader"), reverse("plans:position_add", args=[cast.plan.slug])
    answer = client.post(address, html.posted(client.get(address)) | {"title": "Koordinator", "share": typed})
    assert answer.status_code == 422
    assert "share" in answer.context["form"].errors
    assert f'value="{typed}"' in answer.content.decode()


def test_a_position_that_gives_hours_is_not_deleted_before_they_are(cast: Cast) -> None:
    post = _staff(cast)["Sekretariatsleder"]
    client, address = cast.client("leader"), reverse("plans:position_delete", args=[cast.plan.slug, post.pk])
    opened = client.get(address)
    assert "Den kan ikke slettes" in readers.words(opened)
    assert client.post(address, {"seen": opened.context["seen"]}).status_code == 422
    assert Position.objects.filter(pk=post.pk).exists()


def test_the_facts_are_worked_out_without_a_query(cast: Cast, django_assert_num_queries: Any) -> None:
    _staff(cast)
    view = Staffing()
    view.request = type("Request", (), {"user": cast.leader})()
    view.plan = cast.plan
    view.as_of = type("AsOf", (), {"day": date(2022, 5, 17)})()
    facts: StaffingFacts = view.facts()
    with django_assert_num_queries(0):
        facts_of_positions = [
            (position.verdict, position.of_words, position.shape, position.rows) for position in facts.positions
        ]
        assert facts.given_words == "107–108"
        assert facts.week_words == "92,5"
    assert len(facts_of_positions) == 4


@pytest.mark.parametrize(("least", "share", "said"), [("38", 1000, "1"), ("12.02", 324, "0.03")])
def test_a_small_difference_is_reported_with_its_size(least: str, share: int, said: str) -> None:
    standing = PositionWorkload(1, "Koordinator", share, Hours.of(Decimal(least)), ())
    assert standing.given.least - (standing.week or 0) == pytest.approx(Decimal(said), abs=Decimal("0.005"))
