"""Two shared rows that are the same become one: what follows, what is joined, what is refused, and the histories."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet, Touched, Tracked
from abc_portal.core.access import Refused, RuleBroken
from abc_portal.core.relations import relations_to
from abc_portal.directory.actions import merge_rows, preview_merge
from abc_portal.directory.enums import MergeChange
from abc_portal.directory.merging import MERGEABLE
from abc_portal.directory.models import (
    AreaDepartment,
    DepartmentAlias,
    HousingArea,
    HousingDepartment,
    MergedRow,
    Organisation,
    OrganisationAlias,
)
from governance.models import ContactDetails
from plans.models import Party, PlanDepartment, SavedFilter, Signatory
from tests import factories, progress
from tests.people import Cast
from tests.readers import words
from tests.state import changed, snapshot


def merge(survivor: Any, merged: Any, cast: Cast, **options: Any) -> ChangeSet:
    return merge_rows(survivor=survivor, merged=merged, by=cast.admin, **options)


def refusal(survivor: Any, merged: Any, cast: Cast) -> str:
    """Why it cannot be done; the preview says the same, and nothing is changed."""
    preview, before = preview_merge(survivor=survivor, merged=merged, by=cast.admin), snapshot()
    with pytest.raises(RuleBroken) as broken:
        merge(survivor, merged, cast)
    assert changed(before, snapshot()) == []
    assert preview.refusal == str(broken.value)
    return preview.refusal


def steps(survivor: Any, merged: Any, cast: Cast) -> set[tuple[str, str, str]]:
    """What the preview tells; it changes nothing."""
    before = snapshot()
    preview = preview_merge(survivor=survivor, merged=merged, by=cast.admin)
    assert changed(before, snapshot()) == []
    assert preview.refusal == ""
    return {(MergeChange(step.change).value, step.name, step.plan) for step in preview.steps}


def test_everything_that_refers_to_what_can_be_merged_has_a_history() -> None:
    for model in MERGEABLE:
        for relation in relations_to(model):
            assert isinstance(relation, models.ForeignKey), relation
            assert issubclass(relation.model, Tracked), relation
        through = [item for found in apps.get_models() for item in found._meta.local_many_to_many]
        assert [item for item in through if item.related_model is model] == []


@pytest.mark.django_db
class TestOrganisations:
    def test_all_that_refers_to_an_organisation_follows(self, cast: Cast) -> None:
        keep, other = factories.organisation("Bo-Vest"), factories.organisation("BoVest", cvr="62816414")
        home = factories.department("Parken", "8", other)
        person = factories.person("Ida", organisation=other)
        party = factories.saved(Party(plan=cast.plan, organisation=other), cast.plan)
        factories.saved(OrganisationAlias(organisation=other, name="Bo Vest amba"))
        assert steps(keep, other, cast) == {
            ("moved", "Parken", ""), ("moved", "Ida", ""), ("moved", "Bo-Vest", "Plan A"),
            ("moved", "Bo Vest amba", ""),
            ("joined", "BoVest", ""), ("filled", "Bo-Vest", ""), ("named", "BoVest", ""),
        }  # fmt: skip
        change_set = merge(keep, other, cast, reason="Samme forening")
        for row in (home, person, party, keep):
            row.refresh_from_db()
        assert home.organisation == person.organisation == party.organisation == keep
        assert keep.cvr == "62816414"
        assert {alias.name for alias in keep.aliases.all()} == {"BoVest", "Bo Vest amba"}
        assert not Organisation.objects.filter(pk=other.pk).exists()
        touched = {(item.model, item.name) for item in Touched.objects.filter(change_set=change_set)}
        assert {("directory.housingdepartment", "Parken"), ("plans.party", "Bo-Vest")} <= touched
        assert party.history.first().history_change_set == change_set
        assert str(MergedRow.objects.get(merged_id=other.pk)) == "BoVest"

    def test_rows_that_would_say_the_same_twice_become_one(self, cast: Cast) -> None:
        keep, other = factories.organisation("AAB"), factories.organisation("A.A.B.")
        parties = [factories.saved(Party(plan=cast.plan, organisation=row), cast.plan) for row in (keep, other)]
        signs = factories.saved(Signatory(party=parties[1], person=factories.person("Ida")), cast.plan)
        merge(keep, other, cast)
        signs.refresh_from_db()
        assert signs.party == parties[0]
        assert list(Party.objects.filter(plan=cast.plan)) == [parties[0]]

    def test_departments_of_one_number_and_name_become_one_with_what_hangs_on_them(self, cast: Cast) -> None:
        keep, other = factories.organisation("AAB"), factories.organisation("A.A.B.")
        stays, goes = (factories.department("Parken", "8", row) for row in (keep, other))
        part = factories.takes_part(cast.plan, goes)
        merge(keep, other, cast)
        part.refresh_from_db()
        assert part.department == stays
        assert list(HousingDepartment.objects.filter(number="8")) == [stays]

    def test_departments_of_one_number_and_two_names_are_refused(self, cast: Cast) -> None:
        keep, other = factories.organisation("AAB"), factories.organisation("A.A.B.")
        factories.department("Parken", "8", keep)
        factories.department("Skoven", "8", other)
        assert refusal(keep, other, cast) == (
            "»Parken« og »Skoven« (boligafdeling) ville blive til én, men har forskellige navne. Ret dem først."
        )

    @pytest.mark.parametrize(
        ("fields", "column"),
        [({"cvr": "10150817"}, "CVR-nummer"), ({"kind": "association"}, "type"), ({"municipality": True}, "kommune")],
    )
    def test_two_that_say_different_things_are_refused(self, cast: Cast, fields: dict[str, Any], column: str) -> None:
        towns = [factories.organisation(name, kind="municipality") for name in ("Nordby", "Sydby")]
        keep = factories.organisation("AAB", cvr="62816414", municipality=towns[0])
        other = factories.organisation(
            "A.A.B.", **{**fields, **({"municipality": towns[1]} if "municipality" in fields else {})}
        )
        assert f"»AAB« og »A.A.B.« siger ikke det samme ({column})" in refusal(keep, other, cast)

    def test_parties_that_say_different_things_of_themselves_are_refused(self, cast: Cast) -> None:
        keep, other = factories.organisation("AAB"), factories.organisation("A.A.B.")
        for row, printed in ((keep, "AAB"), (other, "Foreningen")):
            factories.saved(Party(plan=cast.plan, organisation=row, printed_name=printed), cast.plan)
        assert "siger ikke det samme" in refusal(keep, other, cast)

    @pytest.mark.parametrize("name", ["leader", "staff", "board", "auditor", "outsider"])
    def test_only_the_administrator_merges(self, cast: Cast, name: str) -> None:
        rows = [factories.organisation(name) for name in ("AAB", "A.A.B.")]
        with pytest.raises(Refused):
            merge_rows(survivor=rows[0], merged=rows[1], by=getattr(cast, name))
        with pytest.raises(Refused):
            preview_merge(survivor=rows[0], merged=rows[1], by=getattr(cast, name))

    def test_what_was_changed_since_it_was_shown_is_shown_again(self, cast: Cast) -> None:
        keep, other = factories.organisation("AAB"), factories.organisation("A.A.B.")
        mark = preview_merge(survivor=keep, merged=other, by=cast.admin).mark
        factories.department("Parken", "8", other)
        with pytest.raises(LostUpdate):
            merge(keep, other, cast, seen=mark)
        merge(keep, other, cast, seen=preview_merge(survivor=keep, merged=other, by=cast.admin).mark)

    def test_a_row_is_not_merged_with_itself_or_another_kind(self, cast: Cast) -> None:
        row, area = factories.organisation("AAB"), factories.area("Nord")
        for other in (row, area):
            with pytest.raises(RuleBroken):
                merge(row, other, cast)


@pytest.mark.django_db
class TestOthers:
    def test_departments_become_one(self, cast: Cast) -> None:
        owner, area = factories.organisation("AKB"), factories.area("Nord")
        keep, other = factories.department("Parken", "", owner), factories.department("Blok 5", "463-0", owner)
        for row in (keep, other):
            factories.takes_part(cast.plan, row)
            member = AreaDepartment(area=area, department=row)
            factories.saved(member)
        factories.saved(DepartmentAlias(department=other, name="Den grønne"))
        merge(keep, other, cast)
        keep.refresh_from_db()
        assert (keep.number, {alias.name for alias in keep.aliases.all()}) == ("463-0", {"Blok 5", "Den grønne"})
        assert PlanDepartment.objects.filter(plan=cast.plan, department=keep).count() == 1
        assert area.memberships.count() == 1

    def test_memberships_of_an_area_at_two_times_are_both_retained(self, cast: Cast) -> None:
        owner, area = factories.organisation("AKB"), factories.area("Nord")
        rows = [factories.department(name, "", owner) for name in ("Parken", "Parkvej")]
        for row, year in zip(rows, (2015, 2020), strict=True):
            factories.saved(
                AreaDepartment(area=area, department=row, starts_on=date(year, 1, 1), ends_on=date(year, 6, 1))
            )
        merge(*rows, cast)
        assert area.memberships.filter(department=rows[0]).count() == 2

    def test_areas_become_one(self, cast: Cast) -> None:
        town = factories.organisation("Byen", kind="municipality")
        keep, other = factories.area("Nord"), factories.area("Nordbyen", municipality=town)
        factories.saved(AreaDepartment(area=other, department=factories.department("Parken")))
        merge(keep, other, cast)
        (row,) = HousingArea.objects.all()
        assert (row.municipality, [str(item) for item in row.memberships.all()]) == (town, ["Parken"])

    def test_people_become_one_with_account_and_contact_details(self, cast: Cast) -> None:
        keep, other = factories.person("Ida Berg"), factories.person("Ida B. Berg", user=cast.board, title="Formand")
        milestone = progress.milestone(cast.plan, person=other)
        factories.contacts(cast.plan, keep, email="ida@test.example")
        factories.contacts(cast.plan, other, phone="12345678")
        factories.contacts(cast.other_plan, other, phone="87654321")
        saved = SavedFilter.objects.create(
            plan=cast.plan,
            user=cast.leader,
            page="milestones",
            name="Idas",
            query=f"responsible=person%3A{other.pk}&q=x",
        )
        merge(keep, other, cast)
        keep.refresh_from_db()
        milestone.refresh_from_db()
        saved.refresh_from_db()
        assert (keep.user, keep.title, milestone.person) == (cast.board, "Formand", keep)
        details = {row.plan.slug: (row.email, row.phone) for row in ContactDetails.objects.all()}
        assert details == {"plan-a": ("ida@test.example", "12345678"), "plan-b": ("", "87654321")}
        assert saved.query == f"responsible=person%3A{keep.pk}&q=x"

    def test_contact_details_that_differ_are_refused_without_being_told(self, cast: Cast) -> None:
        keep, other = factories.person("Ida Berg"), factories.person("Ida B. Berg")
        factories.contacts(cast.plan, keep, email="ida@test.example")
        factories.contacts(cast.plan, other, email="berg@test.example")
        sentence = refusal(keep, other, cast)
        assert "siger ikke det samme (e-mail)" in sentence
        assert "test.example" not in sentence

    def test_two_accounts_are_not_merged(self, cast: Cast) -> None:
        keep, other = factories.person("Ida", user=cast.board), factories.person("Ida B.", user=cast.staff)
        assert "siger ikke det samme (brugerkonto)" in refusal(keep, other, cast)


@pytest.mark.django_db
class TestPage:
    def rows(self) -> tuple[Organisation, Organisation]:
        return factories.organisation("AAB"), factories.organisation("A.A.B.", short_name="A")

    def address(self, keep: Any, other: Any) -> str:
        return f"/admin/directory/organisation/slaa-sammen/?keep={keep.pk}&merge={other.pk}"

    def test_two_are_chosen_shown_and_merged(self, cast: Cast) -> None:
        (keep, other), client = self.rows(), cast.client("admin")
        factories.department("Parken", "8", other)
        chosen = {"action": "merge_two", "_selected_action": [keep.pk, other.pk]}
        led = client.post("/admin/directory/organisation/", chosen)
        assert led.headers["Location"] == self.address(keep, other)
        shown = client.get(led.headers["Location"])
        assert "Parken" in words(shown)
        sent = {"seen": shown.context["seen"], "once": str(shown.context["once"]), "reason": "Det er samme forening"}
        sent["typed"] = "a.a.b. "
        done = client.post(self.address(keep, other), sent, follow=True)
        assert "»A.A.B.« er slået sammen med »AAB«." in words(done)
        history = words(client.get(f"/admin/directory/organisation/{keep.pk}/history/"))
        assert "Det er samme forening" in history
        assert "Indtil den blev slået sammen med denne: A.A.B." in history
        assert "Boligafdeling: Parken (ændret)" in history
        assert "Organisation: A.A.B. (slettet)" in history
        led = client.get(f"/admin/directory/organisation/{other.pk}/change/")
        assert led.headers["Location"] == f"/admin/directory/organisation/{keep.pk}/change/"
        again = client.post(self.address(keep, other), sent)
        assert again.status_code == 302

    @pytest.mark.parametrize("typed", ["", "AAB", "ja"])
    def test_a_merge_is_not_done_until_the_name_of_what_goes_is_typed(self, cast: Cast, typed: str) -> None:
        (keep, other), client = self.rows(), cast.client("admin")
        shown = client.get(self.address(keep, other))
        assert "En sammenlægning kan ikke fortrydes." in words(shown)
        sent = {"seen": shown.context["seen"], "once": str(shown.context["once"]), "reason": "Samme", "typed": typed}
        answer = client.post(self.address(keep, other), sent)
        assert answer.status_code == 422
        assert "Skriv navnet »A.A.B.« for at bekræfte" in words(answer)
        assert 'value="Samme"' in answer.content.decode()
        assert Organisation.objects.filter(pk=other.pk).exists()

    def test_all_that_is_needed_to_mend_a_merge_by_hand_is_in_the_history(self, cast: Cast) -> None:
        (keep, other), client = self.rows(), cast.client("admin")
        moved = factories.department("Parken", "8", other)
        shown = client.get(self.address(keep, other))
        sent = {"seen": shown.context["seen"], "once": str(shown.context["once"]), "typed": "A.A.B."}
        client.post(self.address(keep, other), sent)
        newest, before = moved.history.all()
        assert (newest.organisation_id, before.organisation_id) == (keep.pk, other.pk)
        gone = Organisation.history.filter(id=other.pk).latest()
        assert (gone.history_type, gone.name, gone.short_name) == ("-", "A.A.B.", "A")
        filled, empty = keep.history.all()
        assert (filled.short_name, empty.short_name) == ("A", "")
        touched = {(item.model, item.object_id) for item in newest.history_change_set.touched.all()}
        assert {("directory.housingdepartment", moved.pk), ("directory.organisation", other.pk)} <= touched

    def test_one_or_three_are_not_merged(self, cast: Cast) -> None:
        rows = [*self.rows(), factories.organisation("Lejerbo")]
        for chosen in (rows[:1], rows):
            data = {"action": "merge_two", "_selected_action": [row.pk for row in chosen]}
            answer = cast.client("admin").post("/admin/directory/organisation/", data, follow=True)
            assert "Vælg to rækker" in words(answer)

    def test_what_cannot_be_merged_says_why(self, cast: Cast) -> None:
        keep, other = factories.organisation("AAB", cvr="62816414"), factories.organisation("A.A.B.", cvr="10150817")
        answer = cast.client("admin").get(self.address(keep, other))
        assert "siger ikke det samme (CVR-nummer)" in words(answer)
        assert "Hvorfor er de den samme?" not in words(answer)

    @pytest.mark.parametrize("name", ["leader", "staff"])
    def test_a_secretariat_is_not_offered_it(self, cast: Cast, name: str) -> None:
        rows = self.rows()
        assert cast.client(name).get(self.address(*rows)).status_code == 403
        assert "merge_two" not in cast.client(name).get("/admin/directory/organisation/").content.decode()
