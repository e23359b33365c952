"""The guard against lost updates stands on every edit page, the administration's too."""

from typing import Any

import pytest
from django.contrib import admin
from django.forms import CharField, EmailField
from django.urls import get_resolver, reverse

from abc_portal.audit import change_sets
from abc_portal.audit.models import Tracked
from abc_portal.core.forms import ReadField
from abc_portal.directory.models import User
from abc_portal.pages.admin import PlanScopedAdmin
from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from abc_portal.pages.workbooks import WorkbookIn
from abc_portal.reporting.views.documents import DeleteDocument, Documents
from plans.milestones.views.many import ChangeMany, CopyForward, Filters
from plans.results.views.criteria import CopyCriteria
from plans.results.views.results import SaveResults, SaveRow
from plans.shared.access import Resource
from tests import factories
from tests.english import MEANT_IN_THE_ADMINISTRATION, left_overs
from tests.house import addresses
from tests.html import posted
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("administered")]


def edit_addresses() -> list[str]:
    return [name for name in addresses.names() if ":" in name and name.endswith(("edit", "act"))]


def somebody_else_saves(row: Tracked) -> None:
    """A save by another user between opening and saving."""
    stored = type(row)._base_manager.get(pk=row.pk)
    change_set = change_sets.begin(by=User.objects.get(email="staff@test.example"))
    change_sets.save(stored, change_set=change_set, rows_under_changed=True)


def text_field(data: dict[str, Any], form: Any) -> str:
    """A field of the form in which something can be typed."""
    for bound in form:
        plain = (
            isinstance(bound.field, CharField)
            and not isinstance(bound.field, (ReadField, EmailField))
            and not bound.field.disabled
        )
        if plain and bound.name not in ("reason", "made_from", "once", "slug", "code", "cvr", "case_number"):
            return str(bound.html_name)
    return ""


def said_why(form: Any) -> dict[str, str]:
    """A reason, where the form asks for one; the writer keeps it as all else."""
    reason = form.fields.get("reason")
    return {"reason": "Aftalt med parterne"} if reason and reason.required else {}


@pytest.mark.parametrize("name", edit_addresses())
def test_an_edit_page_is_guarded_and_the_second_writer_keeps_what_they_typed(
    cast: Cast, administered: Any, name: str
) -> None:
    """Who does not say from what the form was made is refused; who saves second sees both versions."""
    client = cast.client("leader")
    address = addresses.address(name, administered, cast)
    opened = client.get(address)
    data, form = posted(opened), opened.context["form"]
    row = form.instance
    unsaid = {key: value for key, value in data.items() if key != "made_from"}
    assert len(unsaid) == len(data) - 1
    assert client.post(address, unsaid).status_code == 422
    field = text_field(data, form)
    typed = "Skrevet af den anden"
    data.update(said_why(form))
    if field:
        data[field] = typed

    somebody_else_saves(row)
    answer = client.post(address, data)

    assert answer.status_code == 422
    assert "data-abc-guard" in answer.content.decode()
    assert answer.context["form"].conflict is not None
    assert answer.context["form"].conflict.by == "staff"
    assert type(row)._base_manager.get(pk=row.pk).version == 2
    if field:
        assert answer.context["form"][field].value() == typed
    again = client.post(address, posted(answer))
    assert again.status_code == 302, again.context["form"].errors
    # A step of a milestone always writes, whether or not something can be typed in it.
    assert type(row)._base_manager.get(pk=row.pk).version == (3 if field or name.endswith("act") else 2)


@pytest.mark.parametrize(
    "name", [name for name in addresses.names() if ":" in name and name.endswith("delete") and "document" not in name]
)
def test_what_somebody_changed_concurrently_is_not_deleted_unseen(cast: Cast, administered: Any, name: str) -> None:
    client = cast.client("leader")
    address = addresses.address(name, administered, cast)
    opened = client.get(address).context
    row = opened["row"]
    somebody_else_saves(row)
    answer = client.post(address, {"seen": opened["seen"]})
    assert answer.status_code == 422
    assert type(row)._base_manager.filter(pk=row.pk).exists()
    assert client.post(address, {"seen": answer.context["seen"], "reason": "Dobbelt"}).status_code == 302
    assert not type(row)._base_manager.filter(pk=row.pk).exists()


def test_every_page_that_writes_is_of_a_kind_that_is_walked() -> None:
    """A new view with a POST of its own must join the walks above."""
    walked = (EditRow, AddRow, DeleteRow, Documents, DeleteDocument, ChangeMany, CopyForward, Filters)
    # tests/plans/results/test_results_pages.py, test_criteria.py and test_result_sheets.py
    cells = (SaveRow, SaveResults, CopyCriteria, WorkbookIn)
    for name in addresses.names():
        if ":" not in name:
            continue
        view = _view(name)
        if "post" in view.http_method_names and hasattr(view, "post"):
            assert issubclass(view, (*walked, *cells)), name


def _view(name: str) -> Any:
    def search(patterns: Any, prefix: str) -> Any:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                if found := search(pattern.url_patterns, inner):
                    return found
            elif prefix + (pattern.name or "") == name:
                return pattern.callback.view_class
        return None

    return search(get_resolver().url_patterns, "")


# --- the administration ---------------------------------------------------------------------------

PLAN_ROWS = [model for model, options in admin.site._registry.items() if isinstance(options, PlanScopedAdmin)]
TRACKED = [model for model in admin.site._registry if issubclass(model, Tracked)]


@pytest.mark.one_database
@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.label)
def test_the_administration_opens_refuses_a_lost_update_and_saves(cast: Cast, model: type[Tracked]) -> None:
    """With links to both versions and no English; what is saved then is recorded with its reason."""
    row = model._base_manager.first()
    assert row is not None, f"the walk has no {model._meta.label}"
    client = cast.client("admin")
    names = (model._meta.app_label, model._meta.model_name)
    history = reverse("admin:{}_{}_history".format(*names), args=[row.pk])
    listed = client.get(reverse("admin:{}_{}_changelist".format(*names)), {"q": "a"})
    adding, past = client.get(reverse("admin:{}_{}_add".format(*names))), client.get(history)
    assert [listed.status_code, adding.status_code, past.status_code] == [200, 200, 200]
    address = reverse("admin:{}_{}_change".format(*names), args=[row.pk])
    opened = client.get(address)
    pages = {"list": listed, "add": adding, "history": past, "change": opened}
    words = {page: left_overs(answer) - MEANT_IN_THE_ADMINISTRATION for page, answer in pages.items()}
    assert {page: found for page, found in words.items() if found} == {}
    data, form = posted(opened), opened.context["adminform"].form
    field, typed = text_field(data, form), "Skrevet af den anden"

    somebody_else_saves(row)
    answer = client.post(address, {**data, **({field: typed} if field else {}), "reason": "Prøve"})

    html = answer.content.decode()
    assert answer.status_code == 200
    assert history in html
    assert f"href='{address}'" in html
    assert model._base_manager.get(pk=row.pk).version == 2
    shown = answer.context["adminform"].form
    assert not field or shown[field].value() == typed
    answer = client.post(address, {**posted(answer), "reason": "Prøve"})
    assert answer.status_code == 302, getattr(answer.context and answer.context.get("errors"), "data", "")
    if field:
        latest = model.history.filter(id=row.pk).first()
        assert latest.history_change_set.reason == "Prøve"
        assert latest.history_change_set.by_name == "Administrator"


@pytest.mark.one_database
@pytest.mark.parametrize("person", ["leader", "staff"])
@pytest.mark.parametrize("model", PLAN_ROWS, ids=lambda model: model._meta.label)
def test_a_secretariat_saves_each_of_its_rows_as_it_is(cast: Cast, model: Any, person: str) -> None:
    """Also where the row points to an organisation, a department, an area, a round or a focus area."""
    if model.resource == Resource.ADMINISTRATION and person == "staff":
        pytest.skip("roles and the plan's state are the leader's")
    row = model._default_manager.editable_by(getattr(cast, person)).last()
    client = cast.client(person)
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
    opened = client.get(address)
    # An agreement that is in force asks why it is changed.
    answer = client.post(address, {**posted(opened), **said_why(opened.context["adminform"].form)})
    assert answer.status_code == 302, answer.context["errors"]


def test_an_account_is_guarded_too(cast: Cast) -> None:
    client, user = cast.client("admin"), cast.board
    address = reverse("admin:directory_user_change", args=[user.pk])
    data = posted(client.get(address))
    User.objects.filter(pk=user.pk).update(name="Rettet imens")
    answer = client.post(address, {**data, "name": "Skrevet af den anden"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form["name"].value() == "Skrevet af den anden"
    assert User.objects.get(pk=user.pk).name == "Rettet imens"


@pytest.mark.parametrize("person", ["leader", "staff"])
def test_the_administration_shows_a_secretariat_only_its_own_plans(cast: Cast, person: str) -> None:
    factories.sub_agreement(cast.other_plan, "Fremmed delaftale")
    client = cast.client(person)
    listed = client.get("/admin/plans/subagreement/").content.decode()
    assert "Beskæftigelse" in listed
    assert "Fremmed" not in listed
    foreign = cast.other_plan.sub_agreements.get()
    assert client.get(reverse("admin:plans_subagreement_change", args=[foreign.pk])).status_code == 302
    offered = client.get("/admin/plans/subagreement/add/").context["adminform"].form.fields["plan"].queryset
    assert list(offered) == [cast.plan]


def test_roles_are_given_by_the_leader_alone(cast: Cast) -> None:
    row = cast.board.memberships.get()
    address = reverse("admin:plans_membership_change", args=[row.pk])
    assert cast.client("leader").get(address).status_code == 200
    assert cast.client("staff").get(address).status_code in (302, 403)


@pytest.mark.parametrize("person", ["board", "group", "department", "auditor", "observer", "outsider"])
def test_others_do_not_enter_the_administration(cast: Cast, person: str) -> None:
    assert cast.client(person).get("/admin/").status_code in (302, 403)
    assert cast.client(person).get("/admin/plans/plan/").status_code in (302, 403)
