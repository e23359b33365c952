"""The forms of a plan's own pages: what is official stays, choices are the plan's own, nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from abc_portal.core.dates import PartialDate, Precision
from plans import urls
from plans.activities.forms import ActivityForm
from plans.agreement.forms.agreement import (
    NewFocusAreaForm,
    NewSectionForm,
    SectionForm,
    SignatoryForm,
    SubAgreementForm,
    free_slug,
)
from plans.lifecycle.forms.plan import PlanForm
from plans.models import (
    Activity,
    AgreementSection,
    Plan,
    PlanFocusArea,
    RoundSection,
    Signatory,
    StrategicAgreement,
    SubAgreement,
)
from plans.shared.validators import TAKEN_WORDS
from tests import factories, html, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db


def _form(form: Any, cast: Cast, row: Any, data: dict[str, Any] | None = None, person: str = "staff") -> Any:
    typed = None if data is None else {"made_from": row.version if row.pk else "", **data}
    return form(typed, instance=row, plan=cast.plan, user=getattr(cast, person))


def _plan_data(**changes: Any) -> dict[str, Any]:
    posted = {"name": "ABC", "area_name": "", "case_number": "", "start": "marts 2021", "end": "2025"}
    return {**posted, "small_count": "5", "stale_days": "120", **changes}


# --- the plan ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first", "last", "precision"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("februar 2025", date(2025, 2, 1), date(2025, 2, 28), "month"),
        ("28/2-2025", date(2025, 2, 28), date(2025, 2, 28), "day"),
        ("1. kvartal 2025", date(2025, 1, 1), date(2025, 3, 31), "quarter"),
        ("vinteren 2025", date(2025, 12, 1), date(2026, 2, 28), "season"),
    ],
)
def test_a_day_is_stored_as_exactly_as_it_was_typed(
    cast: Cast, typed: str, first: date, last: date, precision: str
) -> None:
    form = _form(PlanForm, cast, cast.plan, _plan_data(end=typed))
    assert form.is_valid(), form.errors
    plan = form.instance
    assert plan.ends_on == last
    assert plan.end == PartialDate(first, Precision(precision))


@pytest.mark.parametrize(("start", "end"), [("marts 2021", "februar 2021"), ("2022", "2021"), ("2/3-2021", "1/3-2021")])
def test_a_plan_does_not_end_before_it_begins(cast: Cast, start: str, end: str) -> None:
    form = _form(PlanForm, cast, cast.plan, _plan_data(start=start, end=end))
    assert not form.is_valid()
    assert "end" in form.errors
    assert len([sentence for listed in form.errors.values() for sentence in listed]) == 1, "the same is not said twice"


def test_a_plan_may_begin_and_end_in_the_same_period(cast: Cast) -> None:
    assert _form(PlanForm, cast, cast.plan, _plan_data(start="2021", end="2021")).is_valid()


@pytest.mark.parametrize("typed", ["32/1-2021", "marts", "21", "1/3-21", "i går"])
def test_what_is_no_day_is_refused_and_shown_again(cast: Cast, typed: str) -> None:
    form = _form(PlanForm, cast, cast.plan, _plan_data(start=typed))
    assert not form.is_valid()
    assert "start" in form.errors
    assert f'value="{typed}"' in str(form["start"])


def test_a_plans_days_may_be_unknown(cast: Cast) -> None:
    form = _form(PlanForm, cast, cast.plan, _plan_data(start="", end=""))
    assert form.is_valid(), form.errors
    assert (form.instance.start, form.instance.end) == (None, None)


# --- sections ---------------------------------------------------------------------------------------------------


@pytest.fixture
def official(cast: Cast) -> AgreementSection:
    prescribed = RoundSection.objects.get(round=cast.plan.round, position=2)
    agreement = factories.agreement(cast.plan)
    return factories.saved(
        AgreementSection(agreement=agreement, round_section=prescribed, position=2, heading=prescribed.heading),
        cast.plan,
    )


def test_an_official_heading_cannot_be_changed(cast: Cast, official: AgreementSection) -> None:
    form = _form(
        SectionForm, cast, official, {"number": 2, "heading": "En anden overskrift", "text": "<p>Ny tekst</p>"}
    )
    assert form.is_valid(), form.errors
    assert (form.instance.heading, form.instance.text) == ("Vision for boligområdet", "<p>Ny tekst</p>")
    assert "disabled" in str(form["heading"])


def test_an_official_heading_stays_also_when_it_is_posted(cast: Cast, official: AgreementSection) -> None:
    address = reverse("plans:section_edit", args=[cast.plan.slug, official.pk])
    client = cast.client("staff")
    data = html.posted(client.get(address)) | {"heading": "En anden overskrift", "text": "<p>Ny tekst</p>"}
    assert client.post(address, data).status_code == 302
    official.refresh_from_db()
    assert (official.heading, official.text) == ("Vision for boligområdet", "<p>Ny tekst</p>")


def test_the_plan_s_own_heading_can_be_changed(cast: Cast) -> None:
    own = factories.agreement(cast.plan, sections=1).sections.get()
    form = _form(SectionForm, cast, own, {"number": 1, "heading": "Ny overskrift", "text": ""})
    assert form.is_valid()
    assert form.instance.heading == "Ny overskrift"


def test_rich_text_is_cleaned_when_it_is_saved(cast: Cast, official: AgreementSection) -> None:
    address = reverse("plans:section_edit", args=[cast.plan.slug, official.pk])
    client = cast.client("staff")
    text = '<p onclick="x()">Ja</p><script>alert(1)</script><a href="javascript:x()">her</a>'
    client.post(address, html.posted(client.get(address)) | {"text": text})
    official.refresh_from_db()
    assert "Ja" in official.text
    for bad in ("script", "onclick", "javascript"):
        assert bad not in official.text


def test_a_prescribed_section_is_offered_once_and_keeps_its_heading(cast: Cast, official: AgreementSection) -> None:
    row = AgreementSection(agreement=official.agreement, position=99)
    offered = list(_form(NewSectionForm, cast, row).fields["round_section"].queryset)
    assert len(offered) == 7
    assert official.round_section not in offered
    form = _form(NewSectionForm, cast, row, {"round_section": offered[0].pk, "heading": "Min egen", "text": ""})
    assert form.is_valid(), form.errors
    assert (form.instance.heading, form.instance.position) == (offered[0].heading, offered[0].position)


# --- choices are the plan's own --------------------------------------------------------------------------------


def test_an_activity_is_part_of_one_in_the_same_sub_agreement(cast: Cast) -> None:
    own, sibling = factories.activity(cast.sub), factories.activity(cast.sub)
    foreign = factories.activity(factories.sub_agreement(cast.other_plan))
    neighbour = factories.activity(cast.other_sub)
    form = _form(ActivityForm, cast, own)
    assert list(form.fields["parent"].queryset) == [sibling]
    for wrong in (foreign, neighbour, own):
        form = _form(ActivityForm, cast, own, {"name": "A", "parent": wrong.pk, "position": 0})
        assert "parent" in form.errors


def test_an_activity_cannot_be_moved_under_its_own_part(cast: Cast) -> None:
    top = factories.activity(cast.sub)
    part = factories.activity(cast.sub, parent=top)
    form = _form(ActivityForm, cast, top, {"name": "A", "parent": part.pk, "position": 0})
    assert "parent" in form.errors


def test_a_sub_agreement_belongs_to_the_plan_s_focus_areas(cast: Cast) -> None:
    foreign = factories.focus_area(cast.other_plan)
    form = _form(SubAgreementForm, cast, cast.sub, {"name": "A", "plan_focus_area": foreign.pk})
    assert "plan_focus_area" in form.errors
    assert set(_form(SubAgreementForm, cast, cast.sub).fields["plan_focus_area"].queryset) == set(
        PlanFocusArea.objects.filter(plan=cast.plan)
    )


def test_a_focus_area_is_the_round_s_or_the_plan_s_and_taken_up_once(cast: Cast) -> None:
    foreign = factories.focus_area(cast.other_plan).focus_area
    offered = set(_form(NewFocusAreaForm, cast, PlanFocusArea(plan=cast.plan)).fields["focus_area"].queryset)
    assert foreign not in offered
    assert cast.sub.plan_focus_area.focus_area not in offered, "it is taken up already"
    assert {area.round_id for area in offered} == {cast.plan.round_id}
    assert len(offered) == 4


def test_people_are_those_whom_the_secretariat_works_with(cast: Cast) -> None:
    party = factories.party(cast.plan)
    here = factories.signatory(party).person
    elsewhere = factories.signatory(factories.party(cast.other_plan)).person
    newcomer = factories.person("Ny formand", by=cast.staff)
    offered = set(_form(SignatoryForm, cast, Signatory(party=party)).fields["person"].queryset)
    assert offered == {here, newcomer}
    assert "person" in _form(SignatoryForm, cast, Signatory(party=party), {"person": elsewhere.pk}).errors


# --- what the database refuses is a sentence on the page ----------------------------------------------------------


def test_the_same_organisation_twice(cast: Cast) -> None:
    party = factories.party(cast.plan)
    response = _post(cast, reverse("plans:party_add", args=[cast.plan.slug]), organisation=party.organisation_id)
    assert response.status_code == 422
    assert "allerede part" in readers.words(response)
    assert cast.plan.parties.count() == 1


def test_the_same_person_twice(cast: Cast) -> None:
    row = factories.signatory(factories.party(cast.plan))
    address = reverse("plans:signatory_add", args=[cast.plan.slug, row.party_id])
    assert _post(cast, address, person=row.person_id).status_code == 422
    assert Signatory.objects.count() == 1


def test_a_sub_agreement_that_ends_before_it_begins(cast: Cast) -> None:
    address = reverse("plans:sub_agreement_edit", args=[cast.plan.slug, cast.sub.slug])
    response = _post(cast, address, start="2023", end="2022")
    assert response.status_code == 422
    assert readers.words(response).count("Den sidste dag ligger før den første") <= 2
    assert SubAgreement.objects.get(pk=cast.sub.pk).starts_on is None


def _post(cast: Cast, address: str, **typed: Any) -> Any:
    client = cast.client("staff")
    return client.post(address, html.posted(client.get(address)) | typed)


# --- addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Uddannelse og livschancer", "uddannelse-og-livschancer"),
        ("Ærø på Ågade", "aeroe-paa-aagade"),
        ("!!!", "delaftale-2"),
        ("Rediger", "rediger-2"),
        ("x" * 200, "x" * 50),
    ],
)
def test_a_sub_agreement_s_address_is_made_from_its_name(cast: Cast, name: str, slug: str) -> None:
    assert free_slug(name, SubAgreement.objects.filter(plan=cast.plan)) == slug


def test_no_sub_agreement_takes_a_word_of_the_portal_s_own_addresses(cast: Cast) -> None:
    own = {
        str(urlpattern.pattern).split("/")[2]
        for urlpattern in urls.urlpatterns
        if "/aftaler/" in str(urlpattern.pattern)
    }
    assert own - {"", "<slug:sub>"} == set(TAKEN_WORDS)
    cast.sub.slug = "rediger"
    with pytest.raises(ValidationError, match="»rediger« er et af de ord"):
        cast.sub.full_clean()


def test_an_address_that_is_taken_gets_a_number(cast: Cast) -> None:
    address = reverse("plans:sub_agreement_add", args=[cast.plan.slug])
    area = cast.sub.plan_focus_area_id
    for _number in range(3):
        assert _post(cast, address, name="Nyt", plan_focus_area=area).status_code == 302
    slugs = SubAgreement.objects.filter(plan=cast.plan, name="Nyt").values_list("slug", flat=True)
    assert sorted(slugs) == ["nyt", "nyt-2", "nyt-3"]


def test_what_is_added_is_in_the_plan(cast: Cast) -> None:
    address = reverse("plans:activity_add", args=[cast.plan.slug, cast.sub.slug])
    assert _post(cast, address, name="Lektiecafé", position=0).status_code == 302
    row = Activity.objects.get(name="Lektiecafé")
    assert (row.plan, row.sub_agreement) == (cast.plan, cast.sub)
    assert StrategicAgreement.objects.filter(plan=cast.plan).count() == 0
    edit = reverse("plans:agreement_edit", args=[cast.plan.slug])
    assert _post(cast, edit, printed_area="Området").status_code == 302
    assert Plan.objects.get(pk=cast.plan.pk).agreement.printed_area == "Området"
