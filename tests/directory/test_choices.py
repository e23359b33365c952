"""Suggestions from the shared lists: by every name and number, only what one may choose, and as dear with many rows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abc_portal.core.choosing import PAGE
from abc_portal.directory.models import OrganisationAlias
from tests import factories
from tests.people import Cast

pytestmark = pytest.mark.django_db


def suggested(cast: Cast, code: str, typed: str, person: str = "staff", plan: str = "plan-a") -> list[str]:
    answer = cast.client(person).get(f"/planer/{plan}/valg/{code}/", {"q": typed})
    return [item["label"] for item in answer.json()["rows"]]


@pytest.mark.parametrize("typed", ["søndre", "BÆK", "bf 12", "12345674", "andels", "vridsløse andels"])
def test_an_organisation_is_suggested_by_name_short_name_other_name_and_number(cast: Cast, typed: str) -> None:
    row = factories.organisation("Vridsløselille Andelsboligforening", short_name="BF 12", cvr="12345674")
    factories.saved(OrganisationAlias(organisation=row, name="Søndre Bæk"))
    factories.saved(OrganisationAlias(organisation=row, name="Bæk BF 12 Andels"))
    factories.organisation("Lejerbo")
    assert suggested(cast, "organisationer", typed) == ["Vridsløselille Andelsboligforening"]


def test_a_department_is_suggested_by_organisation_and_number_and_a_municipality_alone(cast: Cast) -> None:
    owner = factories.organisation("AKB Albertslund")
    factories.department("Blokland", "463-0", owner=owner)
    town = factories.organisation("Albertslund Kommune", kind="municipality")
    factories.area("Nord", municipality=town)
    assert suggested(cast, "afdelinger", "463-0 akb") == ["AKB Albertslund · Blokland (463-0)"]
    assert suggested(cast, "kommuner", "albertslund") == ["Albertslund Kommune"]
    assert suggested(cast, "omraader", "albertslund") == ["Nord"]


def test_what_is_called_so_comes_first_and_what_begins_so_before_what_holds_it(cast: Cast) -> None:
    for name in ("Ny Parken", "Parkens Venner", "Parken"):
        factories.organisation(name)
    assert suggested(cast, "organisationer", "parken") == ["Parken", "Parkens Venner", "Ny Parken"]


def test_a_page_of_suggestions_says_that_there_are_more(cast: Cast) -> None:
    for number in range(PAGE + 1):
        factories.organisation(f"Bolig {number}")
    answer = cast.client("staff").get("/valg/organisationer/", {"q": "bolig"}).json()
    assert len(answer["rows"]) == PAGE
    assert "Skriv mere af navnet" in answer["message"]


@pytest.mark.parametrize("person", ["board", "auditor", "observer", "outsider"])
def test_who_may_choose_nothing_is_told_nothing(cast: Cast, person: str) -> None:
    factories.organisation("Lejerbo")
    factories.person("Vores formand", by=cast.leader)
    client = cast.client(person)
    for code in ("organisationer", "afdelinger", "omraader", "personer", "kommuner"):
        found = client.get(f"/valg/{code}/").json()
        assert found == {"rows": [], "message": "Intet på listen passer."}


def test_people_of_other_plans_are_not_suggested_and_neither_are_their_plan_s_lists(cast: Cast) -> None:
    own = factories.person("Vores formand", by=cast.leader)
    factories.person("Deres formand", by=cast.other_leader)
    assert suggested(cast, "personer", "formand") == [str(own)]
    assert cast.client("staff").get("/planer/plan-b/valg/aktiviteter/").status_code == 404
    assert cast.client("staff").get("/valg/aktiviteter/").status_code == 404
    assert cast.client("staff").get("/planer/plan-a/valg/findes-ikke/").status_code == 404


def test_suggestions_ask_twice_at_most_however_many_rows_there_are(cast: Cast) -> None:
    def asked(code: str) -> int:
        client = cast.client("staff")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/planer/plan-a/valg/{code}/", {"q": "a"}).status_code == 200
        return len(queries)

    codes = ("organisationer", "afdelinger", "omraader", "personer", "ansvarlige", "aktiviteter", "stillinger", "filer")
    with CaptureQueriesContext(connection) as nothing:
        cast.client("staff").get("/planer/plan-a/valg/findes-ikke/")
    few: dict[str, Any] = {code: asked(code) for code in codes}
    assert max(few.values()) <= len(nothing) + 1 + 2  # the plan, and two of the list's own
    for _number in range(2 * PAGE):
        factories.activity(cast.sub, owner := factories.organisation().name)
        factories.area(f"A {owner}")
        factories.department(f"A {owner}")
        factories.person(f"A {owner}", by=cast.leader)
    assert {code: asked(code) for code in codes} == few
