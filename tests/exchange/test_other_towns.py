"""Plans of other towns are imported, shown, printed, copied and exported alike."""

from datetime import date

import pytest

from plans.models import Plan
from tests import other_towns
from tests.findings import findings
from tests.other_towns import taken_in, town, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def test_a_plan_of_another_town_is_shown_printed_and_copied() -> None:
    walked = walk(town("bydelen"))
    assert "Havnekvarteret" in walked.page("forloeb/")
    assert "Fyrparken" in walked.paper()
    assert [item["area"] for item in walked.copied["plan"]["areas"]] == ["havnekvarteret"]


def test_a_plan_without_a_known_last_day_is_held_and_says_so() -> None:
    walked = walk(town("uden-dage"))
    assert "ingen kvartaler at skrive i" in walked.page("resultater/", rediger="1") + walked.page("resultater/")
    assert "Med dato" in walked.page("milepaele/")
    assert "1 milepæl: 1 forsinket" in walked.page("").rpartition("Milepæle")[2]
    assert walked.page("milepaele/", vis="liste")
    assert walked.workbook("aktiviteter/")
    assert walked.client.get(f"{walked.root}resultater/kopier/").status_code == 403
    assert "fra 2013, sidste dag ikke oplyst" in walked.page("forloeb/")
    assert "Forlænget til 31. december 2016 ; den tidligere sidste dag er ikke oplyst" in walked.page("forloeb/")
    assert "navn ikke oplyst (7)" in walked.page("forloeb/")
    assert "afdeling 7" in walked.paper()
    assert "ikke oplyst" in walked.paper()
    assert walked.findings["plan-period-unknown"]
    assert "end" not in walked.copied["plan"]


def test_what_other_towns_write_of_a_plan_is_held_shown_printed_and_copied() -> None:
    walked = walk(town("flere-byer"))
    course = walked.page("forloeb/")
    assert "Byer: Skovby, Dalby" in course
    assert "Bakken Nord · en del af Bakken" in course
    assert "»Listen over særligt udsatte boligområder« (ghettolisten) 5. oktober 2010 – 2013 (Ministeriet)" in course
    assert "Tidligere ejet af: Dalby Bolig til 31. december 2014" in course
    assert "Bakken i bevægelse" in course
    assert "Bestyrelsen, Bakkebo: godkendt 3. september 2012" in course
    assert "Landsbyggefonden: afventes (Sag 12-345)" in course
    assert "Kommunernes Tilsyn: godkendt 1. august 2015" in course
    trivsel = walked.plan.focus_areas.get()
    assert "Gælder afdelingerne: Bakken (fra 2014)" in walked.page(f"aftaler/indsatsomraade/{trivsel.pk}/")
    paper = walked.paper()
    assert "Skovby, Dalby" in paper
    assert "Bakken (Bakken Nord og Bakken Syd)" in paper
    copied = walked.copied
    assert [item["joint_name"] for item in copied["plan"]["areas"]] == ["Bakken", "Bakken"]
    assert copied["focus_areas"][0]["departments"] == town("flere-byer")["focus_areas"][0]["departments"]
    assert not {"former_names", "stated"} & copied["plan"].keys()
    assert "Dalby Bolig" in walked.page("forloeb/", pr="2014-05-01").partition("Tidligere ejet af")[0]
    assert "Bakken i bevægelse" in walked.paper(as_of=date(2014, 6, 30)).partition("Skovby 2013-2016")[0]


def test_values_that_compete_are_told_with_their_sources_and_which_one_is_used() -> None:
    walked = taken_in(town("flere-byer"))
    last_day = (
        "Sidste dag: 31. december 2016 (Allonge 1) bruges; også oplyst som 31. december 2015 (Helhedsplanen s. 2)"
    )
    total = "4,5 mio. kr. (Helhedsplanen s. 2) og 4,8 mio. kr. (Budgettet)"
    paper = walked.paper()
    assert last_day in paper
    assert total in paper
    assert "ca. 450" not in paper, "one statement competes with nothing"
    assert "Dokumenterne oplyser nogle af planens værdier forskelligt" in walked.page()
    assert "31. december 2016 (Allonge 1) · bruges" in walked.page("forloeb/")
    found = walked.findings["values-disagree"]
    assert len(found) == 2
    assert any(last_day in message for message in found)
    assert "used-value-differs" not in walked.findings
    Plan.objects.filter(pk=walked.plan.pk).update(ends_on=date(2017, 3, 31))
    differs = [item for item in findings(Plan.objects.get(pk=walked.plan.pk)) if item.code == "used-value-differs"]
    assert [item.about for item in differs] == [("end",)]


def test_targets_of_every_kind_and_stated_numbers_are_held_shown_printed_and_sent_untouched() -> None:
    walked = walk(town("maalene"))
    steps = "Mål: mindst 10 procentpoint mere end ved start (fra 45 %), 4 procentpoint mere end ved start senest "
    for place in ("aktiviteter/jobhus/", "resultater/"):
        page = walked.page(place)
        assert steps.removeprefix("Mål: ") + "31. december 2023" in page, place
        assert "ikke højere end 12 klager (fra 20 klager)" in page, place
        assert "mindst 20 % mindre end ved start (fra 250 sager)" in page, place
        assert "mindst 8 frivillige, i hver af 2 afdelinger" in page, place
        assert "resultater fra 1 afdeling" in page, place
        assert "Aftalen er underskrevet og taget i brug" in page, place
    paper = walked.paper()
    assert "50 %, " + steps.removeprefix("Mål: ") + "31. december 2023" in paper
    assert "ikke oplyst ved navn: 2" in paper
    assert "2 afdelinger (oplyst: 3) · højst 900 beboere (1. januar 2022)" in paper
    assert "Oplyst antal boligområder: 2" in walked.page("forloeb/")
    assert "ikke højere end 12" in walked.workbook("resultater/")
    assert walked.findings["stated-number-differs"] == [
        "Planen oplyses at omfatte 3 afdelinger, men der er indtastet 2."
    ]
    assert not {"stated_departments", "stated_areas"} & walked.copied["plan"].keys(), "a document says it of its plan"
    assert "criteria" not in walked.copied, "what is to be reached is agreed anew for each plan"


def test_a_plan_whose_first_day_is_not_known_is_held_and_says_so() -> None:
    document = town("bydelen")
    del document["plan"]["start"], document["plan"]["steps"][0]["happened"]
    walked = taken_in(document)
    assert "til 2016, første dag ikke oplyst" in walked.page("forloeb/")
    assert "til 2016, første dag ikke oplyst" in walked.paper()
    assert walked.findings["plan-period-unknown"]
    assert "start" not in walked.copied["plan"]


def test_every_document_of_another_town_is_walked_through() -> None:
    """A document that lies in the folder and is asked of nowhere shows nothing."""
    asked = "".join(path.read_text(encoding="utf-8") for path in other_towns.FOLDER.parent.rglob("test_*.py"))
    assert [name for name in other_towns.names() if f'town("{name}")' not in asked] == []
