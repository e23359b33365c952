"""What the portal uses of the private parts of its libraries is still as it was; a test for each."""

from copy import copy
from io import BytesIO
from typing import Any, ClassVar

import openpyxl
import pytest
from django import forms
from django.contrib import admin
from django.contrib.messages.storage import default_storage
from django.core.files.base import ContentFile
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse

from abc_portal.core import private_parts
from abc_portal.core.private_parts import AdminSteps, FormSteps
from abc_portal.directory import views
from abc_portal.directory.models import Organisation, User
from plans.models import ParallelEffort, Plan, PlanFileVersion
from tests import factories

pytestmark = pytest.mark.django_db


class EffortForm(FormSteps, forms.ModelForm):
    """Records the steps that Django takes."""

    validated_too: ClassVar[set[str]] = set()

    class Meta:
        model = ParallelEffort
        fields = ("name",)

    def clean(self) -> None:
        self.steps = [("clean", self.instance.name)]

    def not_validated(self) -> set[str]:
        found = super().not_validated()
        self.steps.append(("not validated", sorted(found)))
        return found - self.validated_too

    def fill_and_validate(self) -> None:
        super().fill_and_validate()
        self.steps.append(("filled", self.instance.name))


class OrganisationAdmin(AdminSteps):
    """Records the formsets, and answers in words of its own."""

    def answer_when_gone(self, request: Any, object_id: str) -> HttpResponse:
        answer = super().answer_when_gone(request, object_id)
        return HttpResponse(f"no {object_id}", headers={"was": answer.status_code})

    def formsets_are_made(self, request: Any, formsets: list[Any]) -> None:
        request.formsets = formsets


@pytest.fixture
def request_of_admin(rf: RequestFactory) -> Any:
    request: Any = rf.get("/")
    request.user = User.objects.create_superuser("admin@test.example", "x", name="Administrator")
    request.session = {}
    request._messages = default_storage(request)
    return request


def test_a_form_is_filled_after_it_was_cleaned_and_says_what_is_not_validated() -> None:
    form = EffortForm({"name": "Lektiecafé"}, instance=ParallelEffort(name="Før"))
    assert form.is_valid()
    assert (form.steps[0], form.steps[-1]) == (("clean", "Før"), ("filled", "Lektiecafé"))
    assert "plan" in form.steps[1][1]
    assert "name" not in form.steps[1][1]


def test_what_a_form_takes_from_the_not_validated_is_validated() -> None:
    form = EffortForm({"name": "Lektiecafé"}, instance=ParallelEffort())
    form.validated_too = {"plan"}
    with pytest.raises(ValueError, match="'EffortForm' has no field named 'plan'"):  # whose fault Django would tell
        form.is_valid()


def test_rows_under_an_object_pass_by_before_its_page_is_shown(request_of_admin: Any) -> None:
    OrganisationAdmin(Organisation, admin.site).add_view(request_of_admin)
    assert request_of_admin.formsets == []


def test_the_page_of_an_object_that_is_gone_is_answered_by_its_own_step(request_of_admin: Any) -> None:
    answer = OrganisationAdmin(Organisation, admin.site).change_view(request_of_admin, "0")
    assert (answer.content, answer.headers["was"]) == (b"no 0", "302")


def test_frozen_fields_cannot_be_changed() -> None:
    data = QueryDict(mutable=True)
    data["name"] = "Anna"
    assert private_parts.freeze(data) is data
    assert data["name"] == "Anna"
    with pytest.raises(AttributeError):
        data["name"] = "Bo"


def test_an_upload_is_new_until_it_is_saved() -> None:
    assert not private_parts.is_new_upload(PlanFileVersion().upload)
    assert private_parts.is_new_upload(PlanFileVersion(upload=ContentFile(b"%PDF-1.7", name="a.pdf")).upload)
    stored = factories.file_version(factories.plan_file(factories.plan(), content=None))
    assert not private_parts.is_new_upload(stored.upload)
    assert not private_parts.is_new_upload(PlanFileVersion.objects.get(pk=stored.pk).upload)


def test_forgotten_rows_are_fetched_anew_and_a_copy_is_left(django_assert_num_queries: Any) -> None:
    plan = factories.plan()
    prefetch_related_objects([plan], "sub_agreements")
    other = copy(plan)
    factories.sub_agreement(plan)
    private_parts.forget_fetched(plan, "sub_agreements")
    private_parts.forget_fetched(plan, "criteria")  # was never fetched
    with django_assert_num_queries(1):
        assert len(plan.sub_agreements.all()) == 1
    with django_assert_num_queries(0):
        assert len(other.sub_agreements.all()) == 0


def test_rows_that_are_set_are_not_fetched(django_assert_num_queries: Any) -> None:
    plan = factories.plan()
    sub = factories.sub_agreement(plan)
    fresh = Plan.objects.get(pk=plan.pk)
    private_parts.set_fetched(fresh, "sub_agreements", [sub])
    with django_assert_num_queries(0):
        prefetch_related_objects([fresh], "sub_agreements")
        assert fresh.sub_agreements.all()[0] is sub


def test_whose_code_it_is_is_forgotten(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def forget(view: Any) -> None:
        seen.append("user_id" in view._process.state)
        private_parts.forget_whose_code(view)
        seen.append("user_id" in view._process.state)

    monkeypatch.setattr(views, "forget_whose_code", forget)
    client.post(reverse("account_request_login_code"), {"email": "nobody@test.example"})
    client.get(reverse("account_confirm_login_code"))
    assert seen == [True, False]


def test_a_sheet_is_parsed_cell_by_cell_and_formulas_without_a_result_are_found() -> None:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet["A1"], sheet["C1"], sheet["A900"] = "ord", "=1+1", 7
    out = BytesIO()
    made.save(out)
    book = openpyxl.load_workbook(BytesIO(out.getvalue()), read_only=True, data_only=True)
    with private_parts.sheet_source(book.worksheets[0]) as source:
        rows = list(private_parts.sheet_parser(book.worksheets[0], source).parse())
    book.close()
    types_and_values = {
        (cell["row"], cell["column"]): (cell["data_type"], cell["value"]) for _number, cells in rows for cell in cells
    }
    assert types_and_values == {(1, 1): ("s", "ord"), (1, 3): ("f", None), (900, 1): ("n", 7)}
    assert [number for number, _cells in rows] == [1, 900]
