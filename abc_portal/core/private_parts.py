"""Everything that the portal uses of its libraries and that they call their own business: here, and nowhere else.

A test each, in ``tests/core/test_private_parts.py``, fails when an upgrade changes it.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict

# --- Django ---------------------------------------------------------------------------------------


class FormSteps(forms.BaseModelForm):
    """A model form with two more steps that may be overridden: what is validated, and what is done around it."""

    def not_validated(self) -> set[str]:
        """The model's fields whose rules are not asked, as the form lacks them or has found them wrong."""
        return set(super()._get_validation_exclusions())  # type: ignore[misc]

    def fill_and_validate(self) -> None:
        """Give the instance what was typed and ask for its rules; comes after ``clean``."""
        super()._post_clean()  # type: ignore[misc]

    def _get_validation_exclusions(self) -> set[str]:
        return self.not_validated()

    def _post_clean(self) -> None:
        self.fill_and_validate()


class AdminSteps(admin.ModelAdmin):
    """A model's administration with two more steps that may be overridden."""

    def answer_when_gone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The answer when the object's page is asked for and there is no such object."""
        return super()._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[misc]

    def formsets_are_made(self, request: HttpRequest, formsets: list[Any]) -> None:
        """Called with the rows under the object, before they are shown or saved."""

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        return self.answer_when_gone(request, object_id)

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        self.formsets_are_made(request, formsets)
        return formsets, inlines


def freeze(data: QueryDict) -> QueryDict:
    """The same fields, which nothing can change any more, as Django gives them to views."""
    data._mutable = False
    return data


def is_new_upload(file: Any) -> bool:
    """Whether a file field's file has bytes that no storage has yet."""
    return bool(file) and not file._committed


def forget_fetched(row: Any, relation: str) -> None:
    """The next who asks for the rows of a relation that was prefetched asks the database; other copies are left."""
    fetched = dict(getattr(row, "_prefetched_objects_cache", {}))
    fetched.pop(relation, None)
    row._prefetched_objects_cache = fetched


def set_fetched(row: Any, relation: str, rows: Iterable[Any]) -> None:
    """Who asks for all rows of a relation gets these, as if they had been prefetched."""
    forget_fetched(row, relation)
    found = getattr(row, relation).all()
    found._result_cache, found._prefetch_done = list(rows), True
    row._prefetched_objects_cache[relation] = found


# --- allauth ----------------------------------------------------------------------------------------


def forget_whose_code(view: Any) -> None:
    """The page where a code is typed forgets whom it looked up, and looks again the next time."""
    view._process.state.pop("user_id", None)


# --- openpyxl ---------------------------------------------------------------------------------------


def sheet_parser(sheet: Any, source: Any) -> Any:
    """The library's reader of a sheet's XML, cell by cell, which also finds formulas that nobody has worked out.

    Its own rows would fill the gaps that a made-up row leaves, and tell such a formula as an empty cell; here its
    ``data_type`` is ``"f"``.
    """
    from openpyxl.worksheet._reader import WorkSheetParser  # slow to import, and needed for workbooks alone

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> dict[str, Any]:
            found: dict[str, Any] = super().parse_cell(element)
            if found["value"] is None and any(child.tag.endswith("}f") for child in element):
                found["data_type"] = "f"
            return found

    book = sheet.parent
    return Parser(
        source,
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


def sheet_source(sheet: Any) -> Any:
    """The sheet's XML in the workbook, opened for :func:`sheet_parser`; to be closed."""
    return sheet._get_source()
