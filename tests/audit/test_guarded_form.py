"""Two writers at one form: nothing typed is lost, nothing saved is overwritten unseen, and both versions are shown."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from abc_portal.audit import change_sets
from abc_portal.audit.forms import Difference, GuardedForm
from abc_portal.audit.models import Tracked
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import User
from abc_portal.pages.forms.base import PlanRowForm
from budgets.financing.forms import ContributionForm
from indicators.observations.forms import ObservationForm
from plans.activities.forms import ActivityForm
from plans.agreement.forms.agreement import FocusAreaForm, SubAgreementForm
from plans.lifecycle.forms.plan import PlanForm
from plans.models import FundingRound
from tests import factories
from tests.html import untouched

pytestmark = pytest.mark.django_db
MINE, THEIRS, EMPTY = "din version", "den andens version", "tomt"


def fresh(row: Tracked) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def bound(form_class: type[PlanRowForm], row: Tracked, data: Any = None) -> Any:
    stored = fresh(row)
    plan = getattr(stored, "plan", None) or getattr(getattr(stored, "source", None), "plan", stored)
    return form_class(data, instance=stored, plan=plan, user=User(is_superuser=True))


def posting(data: dict[str, Any], **changes: Any) -> QueryDict:
    """What a browser sends; ``None`` leaves a field out, as an unticked box does."""
    sent = QueryDict(mutable=True)
    for name, value in {**data, **changes}.items():
        if isinstance(value, list):
            sent.setlist(name, [str(item) for item in value])
        elif value is not None:
            sent[name] = str(value)
    return sent


def somebody_else_saves(row: Tracked, **theirs: Any) -> None:
    other = fresh(row)
    for name, value in theirs.items():
        setattr(other, name, value)
    change_sets.save(other, change_set=change_sets.begin(by=None, program="Den anden"), rows_under_changed=not theirs)


def two_writers(form_class: type[PlanRowForm], row: Tracked, theirs: dict[str, Any], **mine: Any) -> Any:
    """I open the form, somebody else saves, I post: my form as it comes back."""
    data = untouched(bound(form_class, row))
    somebody_else_saves(row, **theirs)
    form = bound(form_class, row, posting(data, **mine))
    assert not form.is_valid()
    assert form.conflict is not None
    return form


def saved_again(form: Any) -> Any:
    """I save what the form shows me now; returns the row as it stands then."""
    again = bound(type(form), form.instance, posting(untouched(form)))
    assert again.is_valid(), again.errors
    change_sets.save(
        again.instance, change_set=change_sets.begin(by=None, program="Mig"), made_from=again.cleaned_data["made_from"]
    )
    return fresh(form.instance)


def difference(form: Any, label: str) -> Difference:
    return next(difference for difference in form.conflict.differences if difference.label == label)


@pytest.fixture
def sub(reference: None) -> Any:
    return factories.sub_agreement(factories.plan("plan-a"), "Beskæftigelse", content="<p>Først</p>")


# --- one writer ---------------------------------------------------------------------------------------


def test_a_form_carries_what_it_was_made_from(sub: Any) -> None:
    somebody_else_saves(sub, name="Job")
    form = bound(SubAgreementForm, sub)
    assert '<input type="hidden" name="made_from" value="2"' in str(form)


def test_a_form_for_a_new_row_carries_nothing_and_asks_for_no_reason(sub: Any) -> None:
    from plans.models import SubAgreement

    form = SubAgreementForm(instance=SubAgreement(plan=sub.plan), plan=sub.plan, user=None)
    assert form["made_from"].value() is None
    assert "reason" not in form.fields
    assert bound(SubAgreementForm, sub).visible_fields()[-1].name == "reason"


def test_alone_a_writer_meets_no_guard(sub: Any) -> None:
    form = bound(SubAgreementForm, sub, posting(untouched(bound(SubAgreementForm, sub)), name="Job"))
    assert form.is_valid()
    assert form.conflict is None
    assert form.instance.name == "Job"


def test_posting_a_form_untouched_changes_nothing(sub: Any) -> None:
    area = sub.plan_focus_area
    rows: list[tuple[type[PlanRowForm], Tracked]] = [
        (SubAgreementForm, sub), (PlanForm, sub.plan), (FocusAreaForm, area), (ActivityForm, factories.activity(sub)),
        (ContributionForm, factories.contribution(factories.source(sub.plan), 123456)),
        (ObservationForm, factories.observation(sub.plan, factories.indicator(sub.plan), Decimal("88.9"))),
    ]  # fmt: skip
    for form_class, row in rows:
        form = bound(form_class, row, posting(untouched(bound(form_class, row))))
        assert form.is_valid(), (form_class, form.errors)
        assert not form.has_changed(), (form_class, form.changed_data)
        assert not change_sets.is_changed(form.instance), form_class


@pytest.mark.parametrize("text", ["Linje 1\nLinje 2", "a\n\nb", "Linje 1\r\nLinje 2"])
def test_line_breaks_as_browsers_send_them_are_no_change(sub: Any, text: str) -> None:
    """A browser sends every line break as two signs; a text from a document has one."""
    area = sub.plan_focus_area
    somebody_else_saves(area, handled_where=text.replace("\r", ""))
    data = untouched(bound(FocusAreaForm, area))
    data["handled_where"] = data["handled_where"].replace("\n", "\r\n")
    form = bound(FocusAreaForm, area, posting(data))
    assert form.is_valid()
    assert not change_sets.is_changed(form.instance)


# --- who changed what ---------------------------------------------------------------------------------


def test_what_only_the_other_changed_takes_theirs(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"name": "Deres"}, content="<p>Mit</p>")
    assert form["name"].value() == "Deres"
    assert form["content"].value() == "<p>Mit</p>"
    assert difference(form, "Navn") == Difference("Navn", "Beskæftigelse", "Deres", "Beskæftigelse", THEIRS)
    assert len(form.conflict.differences) == 1
    row = saved_again(form)
    assert (row.name, row.content, row.version) == ("Deres", "<p>Mit</p>", 3)


def test_what_only_i_changed_stays_mine_and_is_no_difference(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"content": "<p>Deres</p>"}, name="Mit")
    assert [difference.label for difference in form.conflict.differences] == ["Indhold"]
    row = saved_again(form)
    assert (row.name, row.content) == ("Mit", "<p>Deres</p>")


def test_what_both_changed_stays_mine_and_both_are_shown(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"name": "Deres"}, name="Mit")
    assert form["name"].value() == "Mit"
    assert difference(form, "Navn") == Difference("Navn", "Beskæftigelse", "Deres", "Mit", MINE)
    assert saved_again(form).name == "Mit"


def test_when_both_typed_the_same_there_is_still_one_version(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"name": "Ens"}, name="Ens")
    assert (form["name"].value(), saved_again(form).name) == ("Ens", "Ens")


def test_a_change_of_nothing_that_i_see_is_reported_as_such(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {}, name="Mit")
    assert form.conflict.differences == ()
    assert saved_again(form).name == "Mit"


def test_the_one_who_saved_is_named_with_the_time(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"name": "Deres"})
    assert form.conflict.by == "Den anden"
    assert form.conflict.at == sub.history.first().history_date


def test_two_saves_in_between_are_compared_with_what_i_opened(sub: Any) -> None:
    data = untouched(bound(SubAgreementForm, sub))
    somebody_else_saves(sub, name="Deres første")
    somebody_else_saves(sub, name="Deres anden", content="<p>Deres</p>")
    form = bound(SubAgreementForm, sub, posting(data, content="<p>Mit</p>"))
    assert not form.is_valid()
    assert difference(form, "Navn") == Difference("Navn", "Beskæftigelse", "Deres anden", "Beskæftigelse", THEIRS)
    assert difference(form, "Indhold").chosen == MINE


def test_a_change_that_was_taken_back_is_no_difference(sub: Any) -> None:
    data = untouched(bound(SubAgreementForm, sub))
    somebody_else_saves(sub, name="Forkert")
    somebody_else_saves(sub, name="Beskæftigelse")
    form = bound(SubAgreementForm, sub, posting(data, name="Mit"))
    assert not form.is_valid()
    assert form.conflict.differences == ()
    assert form["name"].value() == "Mit"


def test_a_third_save_while_i_look_at_both_is_met_again(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"name": "Deres"}, name="Mit")
    somebody_else_saves(sub, name="Endnu nyere")
    again = bound(SubAgreementForm, sub, posting(untouched(form)))
    assert not again.is_valid()
    assert difference(again, "Navn") == Difference("Navn", "Deres", "Endnu nyere", "Mit", MINE)
    assert saved_again(again).name == "Mit"


def test_the_reason_i_typed_is_preserved_and_compared_with_nothing(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"name": "Deres"}, reason="Efter mødet")
    assert form["reason"].value() == "Efter mødet"
    assert [difference.label for difference in form.conflict.differences] == ["Navn"]


# --- each kind of field ---------------------------------------------------------------------------------


def test_rich_text_is_shown_as_plain_text_and_stored_as_typed(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"content": "<p>Deres <strong>fede</strong></p>"}, content="<p>Mit</p>")
    assert difference(form, "Indhold") == Difference("Indhold", "Først", "Deres fede", "Mit", MINE)
    assert form["content"].value() == "<p>Mit</p>"


def test_a_text_with_lines_that_only_the_other_changed_takes_theirs(sub: Any) -> None:
    area = sub.plan_focus_area
    somebody_else_saves(area, handled_where="Linje 1\nLinje 2")
    form = two_writers(
        FocusAreaForm, area, {"handled_where": "Linje 1\nLinje 2\nLinje 3"}, handled_where="Linje 1\r\nLinje 2"
    )
    assert form.conflict.differences[0].chosen == THEIRS
    assert saved_again(form).handled_where == "Linje 1\nLinje 2\nLinje 3"


QUARTER = PartialDate(date(2021, 4, 1), Precision.QUARTER)
YEAR = PartialDate(date(2022, 1, 1), Precision.YEAR)


@pytest.mark.parametrize(
    ("theirs", "typed", "chosen", "stored"),
    [
        (QUARTER, "", THEIRS, QUARTER),
        (QUARTER, "2022", MINE, YEAR),
        (QUARTER, "2. kvartal 2021", MINE, QUARTER),
    ],
)
def test_a_date_and_how_well_it_is_known_are_one_field(
    sub: Any, theirs: Any, typed: str, chosen: str, stored: Any
) -> None:
    form = two_writers(SubAgreementForm, sub, {"start": theirs}, start=typed)
    found = difference(form, "Gælder fra")
    assert (found.opened, found.theirs, found.chosen) == (EMPTY, "2. kvartal 2021", chosen)
    assert saved_again(form).start == stored


def test_a_date_that_the_other_took_away_is_taken_away(sub: Any) -> None:
    somebody_else_saves(sub, start=QUARTER)
    form = two_writers(SubAgreementForm, sub, {"start": None}, name="Mit")
    assert (difference(form, "Gælder fra").theirs, form["start"].value()) == (EMPTY, "")
    assert saved_again(form).start is None


def test_only_how_well_a_date_is_known_may_be_what_changed(sub: Any) -> None:
    somebody_else_saves(sub, start=PartialDate(date(2021, 4, 1)))
    form = two_writers(SubAgreementForm, sub, {"start": QUARTER})
    found = difference(form, "Gælder fra")
    assert (found.opened, found.theirs, found.chosen) == ("1. april 2021", "2. kvartal 2021", THEIRS)
    assert saved_again(form).start == QUARTER


@pytest.mark.parametrize(("before", "ticked"), [(True, "on"), (False, None)])
def test_a_box_that_only_the_other_ticked_or_cleared_takes_theirs(sub: Any, before: bool, ticked: str | None) -> None:
    area = sub.plan_focus_area
    somebody_else_saves(area, is_chosen=before, handled_where="Kommunen")
    form = two_writers(FocusAreaForm, area, {"is_chosen": not before}, is_chosen=ticked, local_name="Mit")
    found = form.conflict.differences[0]
    words = ("ja", "nej") if before else ("nej", "ja")
    assert (found.opened, found.theirs, found.chosen) == (*words, THEIRS)
    row = saved_again(form)
    assert (row.is_chosen, row.local_name) == (not before, "Mit")


def test_what_is_pointed_to_is_shown_by_name(sub: Any) -> None:
    plan = sub.plan
    theirs, mine = factories.focus_area(plan, "Sundhed"), factories.focus_area(plan, "Uddannelse")
    form = two_writers(SubAgreementForm, sub, {"plan_focus_area": theirs}, plan_focus_area=mine.pk)
    found = difference(form, "Indsatsområde")
    assert (found.theirs, found.mine, found.chosen) == ("Sundhed", "Uddannelse", MINE)
    assert saved_again(form).plan_focus_area == mine


def test_what_only_the_other_pointed_elsewhere_takes_theirs(sub: Any) -> None:
    theirs = factories.focus_area(sub.plan, "Sundhed")
    form = two_writers(SubAgreementForm, sub, {"plan_focus_area": theirs}, name="Mit")
    assert difference(form, "Indsatsområde").chosen == THEIRS
    row = saved_again(form)
    assert (row.plan_focus_area, row.name) == (theirs, "Mit")


def test_a_relation_that_the_other_emptied_is_emptied(sub: Any) -> None:
    above, below = factories.activity(sub, "Overordnet"), factories.activity(sub, "Del")
    somebody_else_saves(below, parent=above)
    form = two_writers(ActivityForm, below, {"parent": None}, name="Mit")
    assert (difference(form, "Del af").opened, difference(form, "Del af").theirs) == ("Overordnet", EMPTY)
    assert saved_again(form).parent is None


def test_amounts_are_shown_in_kroner_and_keep_their_oere(sub: Any) -> None:
    row = factories.contribution(factories.source(sub.plan), 100)
    form = two_writers(ContributionForm, row, {"amount_oere": 123456750}, note="Mit")
    found = form.conflict.differences[0]
    assert (found.opened, found.theirs) == ("1\u00a0kr.", "1.234.567,50\u00a0kr.")
    assert saved_again(form).amount_oere == 123456750


def test_unknown_and_zero_are_two_versions_of_an_amount(sub: Any) -> None:
    row = factories.contribution(factories.source(sub.plan), None)
    form = two_writers(ContributionForm, row, {"amount_oere": 0}, note="Mit")
    assert (form.conflict.differences[0].opened, form.conflict.differences[0].theirs) == (EMPTY, "0\u00a0kr.")
    assert saved_again(form).amount_oere == 0


def test_numbers_and_choices_are_shown_as_a_reader_knows_them(sub: Any) -> None:
    indicator = factories.indicator(sub.plan)
    row = factories.observation(sub.plan, indicator, Decimal("88.9"), year=2020)
    form = two_writers(ObservationForm, row, {"value": Decimal("29"), "population": "municipality"}, source="Mit")
    assert (difference(form, "Værdi").opened, difference(form, "Værdi").theirs) == ("88,9", "29")
    assert difference(form, "For hvem").theirs == "kommunen"
    row = saved_again(form)
    assert (row.value, str(row.population), row.source) == (Decimal("29"), "municipality", "Mit")


# --- what cannot be read, or has been meddled with --------------------------------------------------------


def test_a_value_of_mine_that_cannot_be_read_stays_as_typed(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"start": QUARTER}, start="engang")
    assert (difference(form, "Gælder fra").mine, difference(form, "Gælder fra").chosen) == ("engang", MINE)
    assert form["start"].value() == "engang"
    assert "er ikke en dato" in form.errors["start"][0]


@pytest.mark.parametrize("seen", [None, "", "0", "-1", "99", "x", "1.5", "9" * 30, "1 OR 1=1", "\x00"])
def test_a_form_that_does_not_say_what_it_was_made_from_shows_everything(sub: Any, seen: str | None) -> None:
    data = untouched(bound(SubAgreementForm, sub))
    form = bound(SubAgreementForm, sub, posting(data, made_from=seen, name="Mit"))
    assert not form.is_valid()
    assert form.conflict is not None
    found = difference(form, "Navn")
    assert (found.opened, found.theirs, found.mine, found.chosen) == ("", "Beskæftigelse", "Mit", MINE)
    assert form["name"].value() == "Mit"
    assert fresh(sub).name == "Beskæftigelse"
    assert saved_again(form).name == "Mit"


def test_the_guard_says_in_danish_that_nothing_is_lost(sub: Any) -> None:
    form = two_writers(SubAgreementForm, sub, {"name": "Deres"})
    assert "Intet af det, du skrev, er tabt" in form.non_field_errors()[0]
    assert form.errors.as_data()["__all__"][0].code == "lost-update"


def test_a_save_between_the_check_and_the_write_is_reported_the_same_way(sub: Any) -> None:
    form = bound(SubAgreementForm, sub, posting(untouched(bound(SubAgreementForm, sub))))
    assert form.is_valid()
    form.lose()
    assert form.errors.as_data()["__all__"][0].code == "lost-update"


def test_hostile_text_of_the_other_is_shown_as_text(sub: Any) -> None:
    from django.template.loader import render_to_string

    form = two_writers(SubAgreementForm, sub, {"name": "<script>alert(1)</script>"}, name="Mit")
    html = render_to_string("_components/conflict.html", {"form": form})
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


# --- unknown, yes and no ----------------------------------------------------------------------------------


class RoundForm(GuardedForm):
    class Meta:
        model = FundingRound
        fields = ("name", "hours_count", "least_local_share")


@pytest.mark.parametrize("theirs", [True, False, None])
@pytest.mark.parametrize("before", [True, False, None])
@pytest.mark.usefixtures("reference")
def test_yes_no_and_unknown_are_three_answers(before: bool | None, theirs: bool | None) -> None:
    row = FundingRound.objects.first()
    assert row is not None
    somebody_else_saves(row, hours_count=before)
    data = untouched(RoundForm(instance=fresh(row)))
    data["hours_count"] = {True: "true", False: "false", None: "unknown"}[before]
    somebody_else_saves(row, hours_count=theirs, name="Deres")
    form = RoundForm(posting(data), instance=fresh(row))
    assert not form.is_valid()
    assert (again := RoundForm(form.data, instance=fresh(row))).is_valid()
    assert (again.cleaned_data["hours_count"], again.cleaned_data["name"]) == (theirs, "Deres")
