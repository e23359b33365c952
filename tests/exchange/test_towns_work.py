"""Plans of other towns whose work, staff and surroundings are of kinds that no demo plan has."""

import pytest

from tests import readers
from tests.other_towns import Walk, town, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def soebyen() -> Walk:
    return walk(town("soebyen"))


def test_work_by_area_a_joint_effort_and_people_who_share_a_position_are_shown_printed_and_copied(
    soebyen: Walk,
) -> None:
    _joint_effort(soebyen)
    _scope_by_area(soebyen)
    _shared_positions(soebyen)
    _room_and_counts(soebyen)
    _without_a_place(soebyen)
    assert "Dækker 1. oktober 2021 – 30. september 2022" in soebyen.page("arkiv/" + _only_file(soebyen))
    assert "1. oktober 2021 – 30. september 2022" in _cells(soebyen, "arkiv/")


def _joint_effort(walked: Walk) -> None:
    page = walked.page("forloeb/")
    assert "Fælles tryghedsindsats fælles indsats af flere parter" in page
    assert "Søkvarteret, Elverparken · fra 2021" in page
    assert "Søby Kommune Fællesskaber på tværs Andelsboligforeningen Søen Tryghed i gårdene Nattens Ravne" in page


def _scope_by_area(walked: Walk) -> None:
    assert "Områder og afdelinger Søkvarteret" in walked.page("aftaler/i-arbejde/")
    assert "Områder og afdelinger Søkvarteret" in walked.page("aktiviteter/jobklub/")
    assert "Søkvarteret" in _cells(walked, "aktiviteter/")
    paper = walked.paper()
    assert "I arbejde Søkvarteret" in paper
    assert "Jobklub Søkvarteret" in paper
    (sub,), (activity, _loose) = walked.copied["sub_agreements"], walked.copied["activities"]
    assert sub["areas"] == activity["areas"] == [{"area": "soekvarteret"}]


def _shared_positions(walked: Walk) -> None:
    page = walked.page("bemanding/")
    assert "Lommepengejobbere ikke oplyst 8 personer" in page
    assert "Jobvejledere mindst 100 % 3 personer mindst 37 20 af mindst 37" in page
    assert "Beboerrådgivere 8 årsværk 8 personer 296" in page
    assert "I alt mindst 9 årsværk; 1 ikke oplyst" in page
    assert "uden navn: 2 personer (50 % hver) uden navn: 1 person" in page
    assert "Søkvarteret, Åvej 12, 9999 Søby sekretariat" in page
    book = _cells(walked, "bemanding/")
    assert "8 personer" in book
    assert "mindst 100 %" in book
    assert [row.get("headcount") for row in walked.copied["positions"]] == [8, 3, 8]
    assert len(walked.copied["offices"]) == 2
    assert not {"position-over-full-time", "position-people-differ", "position-shares-differ"} & set(walked.findings)


def _room_and_counts(walked: Walk) -> None:
    page = walked.page("aktiviteter/jobklub/")
    assert "Alder 15–29 år" in page
    assert "Plads til ca. 24 pladser pr. hold; 10–15 unge pr. år" in page
    assert "Hvordan man får en plads ved henvisning Jobcentret henviser." in page
    assert "varslede besøg 72 ikke oplyst" in page
    assert "Intromøder 3" in page
    assert "på venteliste 4 1. kvartal 2022" in page
    assert "personlige handleplaner indfriet over 50 2023" in page
    paper = walked.paper()
    assert "Plads til: ca. 24 pladser pr. hold" in paper
    assert "Optællinger: varslede besøg 72; Intromøder 3; på venteliste 4 (1. kvartal 2022)" in paper
    assert "personlige handleplaner indfriet over 50 (2023)" in paper
    assert len(walked.copied["activities"][0]["capacities"]) == 2
    assert "counts" not in walked.copied["activities"][0], "what was counted belongs to its own period"


def _without_a_place(walked: Walk) -> None:
    for place in ("", "aftaler/", "aktiviteter/"):
        assert "Skovhave" in walked.page(place), place
    assert "Uden delaftale eller indsatsområde" in walked.page("aktiviteter/skovhave/")
    assert "Skovhave" in walked.paper()
    assert walked.findings["activity-without-place"] == [
        "»Skovhave« hører hverken til en delaftale eller et indsatsområde."
    ]
    assert walked.copied["activities"][1]["code"] == "skovhave"


def _cells(walked: Walk, place: str) -> str:
    """What stands in the cells of a list's workbook."""
    rows = readers.sheet(walked.client.get(f"{walked.root}{place}", {"format": "xlsx"}))
    return " ".join(str(cell) for row in rows for cell in row).replace("\xa0", " ")


def _only_file(walked: Walk) -> str:
    return f"{walked.plan.files.get().pk}/"
