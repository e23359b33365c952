"""Where a row of a plan is edited: each model's pages say it when their addresses are made."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import reverse

#: Model → the :class:`RowPages` on which its rows are edited.
edited_on: dict[type, Any] = {}


def edit_address(plan: Any, model: type, pk: int, slug: str = "") -> str:
    """The address of the page that edits that row; empty when it has none. ``slug`` is the row's own, if it has one."""
    import_module(settings.ROOT_URLCONF)  # makes the addresses, where nothing has asked for one yet
    pages = edited_on.get(model)
    if pages is None or not {*pages.found_by.values()} <= {"pk", "slug"}:
        return ""
    words = {word: pk if column == "pk" else slug for word, column in pages.found_by.items()}
    return reverse(pages.page_name("edit"), kwargs={"slug": plan.slug, **words})
