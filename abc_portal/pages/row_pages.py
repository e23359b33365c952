"""How rows of one model are added, edited and deleted: declared once, for all its pages and their addresses."""

from operator import attrgetter
from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.models import Tracked
from abc_portal.core.access import Resource
from abc_portal.pages import source
from abc_portal.pages.edit_pages import edited_on
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.pages.rows import AddRow, DeleteRow, EditRow, RowPage, deleted_sentence


class RowPages:
    """The pages that add, edit and delete rows of one model: each model has a subclass that says what differs.

    An instance serves one request: its hooks work with ``plan``, ``user``, ``kwargs`` (of the address), and ``verb``
    (``add``, ``edit`` or ``delete``).
    """

    #: What the names of the addresses begin with: ``plans:party`` gives ``plans:party_add``, ``…_edit``, ``…_delete``.
    name = ""
    model: type[Tracked]
    form: type[PlanRowForm]
    #: The form for a new row, where it differs.
    add_form: type[PlanRowForm] | None = None
    nav = ""
    resource = Resource.PLAN
    #: The name of the page that one comes from and returns to.
    home = "reporting:status"
    #: How the address finds the row: its words, and the columns that they are looked up in.
    found_by: ClassVar[dict[str, str]] = {"pk": "pk"}
    #: Relations that the pages need of the row.
    related: tuple[str, ...] = ()
    #: The relation to the row that the address of a new one names, and how that one is found; without, it is the plan.
    above = ""
    above_found_by: ClassVar[dict[str, str]] = {"pk": "pk"}
    form_template = "pages/row_form.html"
    delete_template = "pages/row_delete.html"
    add_view: type[RowPage] = AddRow
    #: The message when a required reason is missing.
    reason_missing: Any = ""
    #: What to do about what is in the way of deleting, where it is not to delete or move it.
    way_out: Any = ""

    def __init__(self, page: RowPage) -> None:
        self.request, self.kwargs = page.request, page.kwargs
        self.user, self.plan, self.today, self.verb = page.request.user, page.plan, page.today, page.verb

    # --- addresses ----------------------------------------------------------------------------

    @classmethod
    def paths(
        cls,
        root: str,
        *,
        add: str | None = "tilfoej/",
        edit: str | None = "<int:pk>/rediger/",
        delete: str | None = "<int:pk>/slet/",
    ) -> list[URLPattern]:
        """The addresses under ``root`` of the model's own pages; ``None`` leaves a page out."""
        found = []
        if add is not None:
            found.append(cls.add_path(root + add, cls.page_name("add")))
        if edit is not None:
            edited_on.setdefault(cls.model, cls)
            found.append(cls.edit_path(root + edit, cls.page_name("edit"), deletes=delete is not None))
        if delete is not None:
            found.append(path(root + delete, DeleteRow.as_view(pages=cls), name=_last(cls.page_name("delete"))))
        return found

    @classmethod
    def add_path(cls, route: str, name: str) -> URLPattern:
        return path(route, cls.add_view.as_view(pages=cls), name=_last(name))

    @classmethod
    def edit_path(cls, route: str, name: str, *, deletes: bool = False) -> URLPattern:
        return path(route, EditRow.as_view(pages=cls, deletes=deletes), name=_last(name))

    @classmethod
    def page_name(cls, verb: str) -> str:
        return f"{cls.name}_{verb}"

    def address(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address of a page of the plan."""
        return reverse(name, args=[self.plan.slug, *args], **kwargs)

    def row_address(self, verb: str, row: Any) -> str:
        """The address of the page that edits or deletes the row."""
        words = {word: attrgetter(column.replace("__", "."))(row) for word, column in self.found_by.items()}
        return reverse(self.page_name(verb), kwargs={"slug": self.plan.slug, **words})

    def back(self, row: Any) -> str:
        """Where the user came from and returns to."""
        return self.address(self.home)

    @classmethod
    def plans(cls, plans: Any) -> Any:
        """Plans with what the pages need of them."""
        return plans

    # --- the row ------------------------------------------------------------------------------

    def rows(self) -> Any:
        rows = self.editable(self.model)
        return rows.select_related(*self.related) if self.related else rows

    def editable(self, model: Any) -> Any:
        """The plan's rows of a model that the user may edit."""
        to_plan = "pk" if isinstance(self.plan, model) else getattr(model, "plan_path", "plan")
        return model._default_manager.editable_by(self.user).filter(**{to_plan: self.plan.pk})

    def row(self) -> Any:
        """The row to work on; 404 when it is not one of the plan's."""
        found_by = self.found_by.items()
        return get_object_or_404(self.rows(), **{column: self.kwargs[word] for word, column in found_by})

    def new(self) -> Any:
        """An unsaved row, placed after its siblings."""
        place = {self.above: self.row_above()} if self.above else {"plan": self.plan}
        columns = {field.name for field in self.model._meta.concrete_fields}
        row = self.model(**place, **({"plan": self.plan} if self.above and "plan" in columns else {}))
        if "position" in columns:
            row.position = self.model._default_manager.filter(**place).count()  # type: ignore[attr-defined]
        return row

    def row_above(self) -> Any:
        """The row that the address of a new one names; 404 when it is not one of the plan's."""
        above: Any = self.model._meta.get_field(self.above).related_model
        to_plan = getattr(above, "plan_path", "plan")
        rows = self.editable(above).select_related(to_plan, *getattr(above, "name_relations", ()))
        found_by = self.above_found_by.items()
        return get_object_or_404(rows, **{column: self.kwargs[word] for word, column in found_by})

    # --- adding and editing -------------------------------------------------------------------

    def title(self, row: Any) -> str:
        return _("Edit %s") % row

    def add_title(self, row: Any) -> str:
        return _("Add %s") % row._meta.verbose_name

    def lead(self, row: Any) -> str:
        """A sentence under the title."""
        return ""

    def add_lead(self, row: Any) -> str:
        return self.lead(row)

    def more(self, row: Any) -> dict[str, Any]:
        """More for the form's template."""
        return {}

    @property
    def sent(self) -> UUID | None:
        """Identifies this submission; see :func:`change_sets.sending`."""
        return change_sets.sending(self.request)

    def write_args(self, form: Any) -> dict[str, Any]:
        """Who writes and why, the version that was seen, and the form: what every action on a row takes."""
        cleaned = form.cleaned_data
        given = {"reason": cleaned.get("reason", ""), "made_from": cleaned.get("made_from")}
        return {"by": self.user, "form": self.sent, **given}

    def write(self, form: Any) -> bool:
        """Save the row with the rows under it. Returns whether anything was written."""
        to_save, to_delete = form.changes()
        return source.plans.save_whole(row=form.instance, to_save=to_save, to_delete=to_delete, **self.write_args(form))

    def add(self, form: Any) -> bool:
        return self.write(form)

    def done(self, row: Any, changed: bool) -> str:
        """What is said when it is saved."""
        return _("“%s” is saved.") % row if changed else _("Nothing was changed.")

    # --- deleting -----------------------------------------------------------------------------

    def may_delete(self, row: Any) -> bool:
        """Whether the form offers to delete the row."""
        return True

    def check_deletable(self, row: Any) -> None:
        """Raises ``Refused`` or ``RuleBroken`` when the row is not one that can be deleted now."""

    def needs_reason(self) -> bool:
        """Whether deleting asks why."""
        return bool(self.model.deleting_says_why)

    def delete_title(self, row: Any) -> str:
        return _("Delete “%s”?") % row

    def more_on_delete(self, row: Any) -> dict[str, Any]:
        """More for the template of the page that deletes."""
        return {}

    def preview(self, row: Any) -> change_sets.DeletionPreview:
        """The deletion preview of the row."""
        return change_sets.deletion_preview(row)

    def delete(self, row: Any, reason: str, seen: str) -> None:
        """Delete the row as the page showed it; raises ``LostUpdate`` when that has changed."""
        source.plans.delete_row(row=row, by=self.user, reason=reason, seen=seen)

    def deleted(self, row: Any) -> str:
        """What is said when it is gone."""
        return deleted_sentence(row)


def _last(name: str) -> str:
    """An address's name without its namespace."""
    return name.rpartition(":")[2]
