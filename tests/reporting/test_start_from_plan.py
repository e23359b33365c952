"""A new plan from an earlier one: each choice, what it stands under, what is left out, and nothing lost."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from abc_portal.core.date_reading import parse_partial
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import Count, CountedPlace
from abc_portal.exchange.interchange.parts import Part, register
from abc_portal.reporting.interchange import export_plan
from abc_portal.reporting.plan_copy import choices as copy_choices
from abc_portal.reporting.start import period_words
from governance.models import BodyOrder
from plans.models import ActivityCount, Plan
from plans.shared.enums import Role
from tests import factories
from tests.english import left_overs
from tests.exchange import documents
from tests.people import Cast
from tests.readers import words
from tests.reporting.starts import ADDRESS, CODES, EARLIER, earlier, everything, faults, made, messages_of, only, sent
from tests.state import changed, snapshot

pytestmark = pytest.mark.django_db

#: What is to be reached and what was told of it: it belongs to the earlier plan's period.
FOLLOWED = ("criteria", "results", "closed_periods", "milestones", "overrules")


@pytest.fixture(scope="module")
def alt(cast_once: Cast, django_db_blocker: Any) -> Plan:
    with django_db_blocker.unblock():
        return earlier(cast_once, everything())


def without_the_old(document: Any) -> Any:
    """What of :func:`everything` a plan that carries all of it must hold, written out by hand."""
    found = deepcopy(document)
    own = found["plan"]
    own |= {"slug": "ny-2025-2029", "name": "Ny 2025-2029", "steps": [{"state": "idea"}]}
    own["entered"] = timezone.localdate().isoformat()
    own["relations"] = [{"kind": "continues", "plan": "alt-2021-2025"}]
    for key in (
        "case_number", "accounting_month", "extensions", "efforts", "small_count", "stale_days", "is_example",
        "is_financing_complete", "stated_departments", "covers_all_departments", "stated_areas",
        "former_names", "stated",
    ):  # fmt: skip
        del own[key]
    found["agreement"] = {key: found["agreement"][key] for key in ("kind", "printed_area", "sections")}
    for party in found["parties"]:
        party.pop("signatories", None)
    for row in (*found["sub_agreements"], *found["bodies"]):
        row.pop("cited_round", None)
    for row in (*found["positions"], *_all(found["activities"])):
        row.pop("vacancy", None)
        row.pop("holders", None)
        row.pop("counts", None)
        row.pop("state", None)
        row.get("anchoring", {}).pop("state", None)
    for seat in found["bodies"][0]["seats"]:
        seat.pop("holders", None)
    for item in found["cooperation_agreements"]:
        item.pop("signed", None)
        item.pop("file", None)
    found["financing"] = {"sources": found["financing"]["sources"]}
    found["financing"]["sources"][0].pop("contributions")
    for key in (*FOLLOWED, "observations", "stories", "files", "set_aside", "people"):
        del found[key]
    return found


def _all(activities: list[Any]) -> Iterator[Any]:
    for activity in activities:
        yield activity
        yield from _all(activity.get("parts", []))


def test_all_that_can_be_chosen_is_copied_without_loss(cast_once: Cast, alt: Plan) -> None:
    before = export_plan(alt)
    expected = without_the_old(json.loads(before))
    page = cast_once.client("leader").get(ADDRESS + EARLIER)
    assert left_overs(page) == set()
    assert "Delaftaler og delmål (2 delaftaler, 2 delmål)" in words(page)
    plan = made(sent(cast_once, EARLIER, **only(*CODES)))
    document = json.loads(export_plan(plan))
    assert document == expected
    assert export_plan(alt) == before
    assert plan.memberships.get().user == cast_once.leader
    assert plan.history.get().history_change_set.reason == "Ny plan ud fra »Alt 2021-2025«."


@pytest.mark.parametrize("code", CODES)
def test_each_choice_brings_its_own_rows_and_its_parents(cast_once: Cast, alt: Plan, code: str) -> None:
    chosen, waiting = {code}, [code]
    while waiting:
        needs = set(copy_choices.BY_CODE[waiting.pop()].needs) - chosen
        chosen |= needs
        waiting += needs
    plan = made(sent(cast_once, EARLIER, **only(*chosen), continues=None))
    expected = {place for item in chosen for place in copy_choices.BY_CODE[item].places}
    there = {place for place, part in copy_choices.places() if _rows(part, plan)}
    loose = {"parties.sub_agreements", *copy_choices.OF_PLACES}  # they need another
    assert there - {"plan.steps"} <= expected
    assert expected - there <= loose
    assert not plan.relations.exists()


def _rows(part: Part, plan: Plan) -> bool:
    return part.model._base_manager.filter(**{part.path: plan}, **dict(part.only)).exists()


def test_counts_of_places_are_there_with_their_day_and_no_figure_of_an_activity_is(cast_once: Cast, alt: Plan) -> None:
    department = alt.departments.first().department
    count = Count(
        kind="dwellings", value=466, counted=PartialDate.around(date(2021, 1, 1), Precision.YEAR), source="Ansøgningen"
    )
    factories.saved(count)
    factories.saved(CountedPlace(count=count, department=department))
    assert ActivityCount.objects.filter(activity__plan=alt).exists()
    plan = made(sent(cast_once, EARLIER, **only("steder", "indsatsomraader", "delaftaler", "aktiviteter")))
    assert not ActivityCount.objects.filter(activity__plan=plan).exists()
    assert Count.objects.filter(value=466).count() == 1, "the place's own count, and no copy of it"
    page = words(cast_once.client("leader").get(f"/planer/{plan.slug}/forloeb/"))
    assert "466" in page
    assert "Ansøgningen" in page


@pytest.mark.parametrize(
    "choice", [choice for choice in copy_choices.CHOICES if choice.needs], ids=lambda item: item.code
)
def test_what_lies_under_something_else_is_not_copied_without_it(cast_once: Cast, alt: Plan, choice: Any) -> None:
    client = cast_once.client("leader")
    before = snapshot()
    wrong = faults(sent(cast_once, EARLIER, client=client, **only(choice.code)))
    assert wrong == {
        f"med_{choice.code}": [
            f"»{choice.label}« hører til »{copy_choices.BY_CODE[need].label}«: sæt også flueben dér, eller fjern det her."
            for need in choice.needs
        ]
    }
    assert changed(before, snapshot()) == []


def test_a_plan_that_has_little_offers_little(cast_once: Cast) -> None:
    little = factories.plan("lille", name="Lille")
    factories.member(little, cast_once.leader, Role.LEADER)
    factories.party(little)
    way = "?fra=plan&plan=lille"
    form = cast_once.client("leader").get(ADDRESS + way).context["form"]
    assert [offer.choice.code for offer in form.offered] == ["parter"]
    assert made(sent(cast_once, way)).parties.count() == 1


def test_every_part_of_a_plan_is_declared_as_copied_or_left() -> None:
    """A new part stands in ``plan_copy/choices.py``: in a choice, or among what is left."""
    parts = dict(copy_choices.places())
    copied = [place for choice in copy_choices.CHOICES for place in choice.places]
    assert len(copied) == len(set(copied))
    left = {place for place in parts if any(f"{place}.".startswith(f"{item}.") for item in copy_choices.LEFT)}
    assert {place for place in parts if place not in copied} - left == set(), "not declared"
    assert left & set(copied) == set(), "declared twice"
    assert (set(copied) | copy_choices.LEFT | set(copy_choices.LEFT_VALUES) | set(copy_choices.ENDED)) - set(
        parts
    ) == set()
    for place, keys in {
        **copy_choices.LEFT_VALUES,
        **{place: (key,) for place, key in copy_choices.ENDED.items()},
    }.items():
        assert set(keys) <= {field.key for field in parts[place].fields}, place
    assert {"activities.hours", "plan.areas"} <= set(parts)
    assert len(register.parts) > 10


def test_texts_that_name_a_year_of_the_earlier_plan_are_carried_as_they_are_and_reported(cast_once: Cast) -> None:
    document = documents.everything()
    document["plan"]["slug"] = "med-aarstal"
    document["agreement"]["sections"][0]["text"] = "<p>I 2022 evalueres indsatsen, som i 2015.</p>"
    document["agreement"]["sections"][0].pop("figures", None)
    earlier(cast_once, document)
    answer = sent(cast_once, "?fra=plan&plan=med-aarstal", **only("aftale"))
    assert "»I 2022 evalueres indsatsen, som i 2015.«" in messages_of(answer)[1]
    section = json.loads(export_plan(made(answer)))["agreement"]["sections"][0]
    assert section["text"] == "<p>I 2022 evalueres indsatsen, som i 2015.</p>"


def test_dates_outside_the_new_period_and_what_had_ended_are_left_out_and_reported(cast_once: Cast) -> None:
    document = documents.everything()
    document["plan"]["slug"] = "med-datoer"
    earlier(cast_once, document)
    period = {"start": "1. juni 2025", "end": "31. maj 2029"}
    answer = sent(cast_once, "?fra=plan&plan=med-datoer", **period, **only(*CODES))
    plan = made(answer)
    document = json.loads(export_plan(plan))
    assert [item["department"] for item in document["plan"]["departments"]] == ["skoven"]
    assert [item["organisation"] for item in document["parties"]] == ["byen-kommune"]
    assert [item["code"] for item in document["positions"]] == ["leder"]
    activity = document["activities"][0]
    assert (activity["hours"], activity.get("start"), activity.get("departments")) == (
        [{"post": "leder", "least": "2"}], None, None,
    )  # fmt: skip
    assert "due" not in activity["anchoring"]
    sentences = messages_of(answer)
    assert sentences[0] == "»Ny 2025-2029« er oprettet, og du er dens leder."
    assert sentences[1] == (
        "Mellem slutningen af »Alt 2021-2025« og den nye plans første dag: mellem 3 og 6 måneder."
        " 8 datoer uden for den nye periode er udeladt."
        " 9 rækker var ophørt, før den tidligere plan sluttede, og bliver dér."
        " 6 henvisninger til noget, der ikke er overført, er udeladt."
    )


def test_an_overlap_is_reported_and_not_refused(cast_once: Cast, alt: Plan) -> None:
    answer = sent(cast_once, EARLIER, start="1. februar 2025", end="2028", **only("steder"))
    made(answer)
    assert "Den nye plan begynder måske, før »Alt 2021-2025« er slut." in messages_of(answer)[1]


def test_what_another_round_lacks_becomes_the_plans_own_or_is_reported(cast_once: Cast, alt: Plan) -> None:
    from plans.models import FundingRound

    other = FundingRound.objects.get(code="2015-18")
    answer = sent(cast_once, EARLIER, round=other.pk, **only(*CODES))
    plan = made(answer)
    document = json.loads(export_plan(plan))
    assert [row["code"] for row in document["own_focus_areas"]] == ["sundhed", "beskaeftigelse"]
    assert [row["focus_area"] for row in document["focus_areas"]] == ["beskaeftigelse", "sundhed"]
    assert document["sub_goals"][0]["goals"] == [{"goal": "eget-maal"}]
    assert [item.get("prescribed") for item in document["agreement"]["sections"]] == [None, None]
    sentence = messages_of(answer)[1]
    assert "De nye midler har ikke disse indsatsområder, så de er blevet planens egne: Beskæftigelse." in sentence
    assert "1 henvisning til noget, der ikke er overført, er udeladt." in sentence


def test_nothing_is_half_made_when_the_last_row_fails(
    cast_once: Cast, alt: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(row: Any, *args: Any, **kwargs: Any) -> None:
        raise ValidationError({"__all__": "Den går ikke."})

    client = cast_once.client("leader")
    before = snapshot()
    monkeypatch.setattr(BodyOrder, "full_clean", refuse)
    assert faults(sent(cast_once, EARLIER, client=client, **only(*CODES))) == {
        "__all__": ["$.body_order[0]: Den går ikke."]
    }
    assert changed(before, snapshot()) == []


@pytest.mark.parametrize(
    ("ends", "begins", "sentence"),
    [
        ("28. februar 2025", "1. marts 2025", ""),
        ("februar 2025", "marts 2025", ""),
        ("28. februar 2025", "3. marts 2025", "Der er 2 dage mellem slutningen af »Før« og den nye plans første dag."),
        ("28. februar 2025", "27. februar 2025", "Den nye plan begynder 2 dage før slutningen af »Før«."),
        ("2024", "2025", "Mellem slutningen af »Før« og den nye plans første dag: højst 24 måneder."),
        ("2024", "november 2024", "Den nye plan begynder måske, før »Før« er slut."),
        ("2025", "2024", "Den nye plan begynder, før »Før« er slut."),
    ],
)
def test_what_lies_between_plans_whose_days_are_inexact_is_a_range(ends: str, begins: str, sentence: str) -> None:
    earlier, new = Plan(name="Før", starts_on=date(2021, 1, 1)), Plan(ends_on=date(2029, 1, 1))
    earlier.end, new.start = parse_partial(ends), parse_partial(begins)
    assert period_words(earlier, new) == sentence
