"""Which part of the manual is about the page that one stands on."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

#: By the page's place in the menu (its ``nav``).
BY_MENU = {
    "status": "status", "life": "forloeb", "agreements": "aftaler", "chain": "arbejdet", "activities": "aktiviteter",
    "milestones": "milepaele", "results": "resultater", "indicators": "indikatorer", "staffing": "bemanding",
    "economy": "oekonomi", "bodies": "organisering", "roles": "roller", "documents": "dokumenter", "archive": "arkiv",
    "findings": "gennemgang", "history": "historik",
}  # fmt: skip
#: By the address's own name, where that says more.
BY_NAME = {
    "front": "kom-i-gang", "plans:list": "kom-i-gang", "accessibility": "kom-i-gang", "help": "kom-i-gang",
    "help_part": "kom-i-gang", "help_words": "kom-i-gang", "plan_start": "ny-plan", "plan_import": "dokumenter",
    "plans:edit": "forloeb", "plans:round": "midler", "plans:round_edit": "midler",
    "plans:milestones_import": "excel", "plans:results_import": "excel", "own_contacts": "organisering",
    "reminders": "paamindelser", "search": "soegning", "signed_in_again": "ret", "reporting:object_history": "historik",
}  # fmt: skip
#: By what the address's name begins with.
BY_BEGINNING = {"account_": "konto", "mfa_": "konto", "admin:": "administration"}
FIRST = "kom-i-gang"


def part_about(match: Any) -> str:
    """The part about the page of a resolved address; empty when none is."""
    if match is None:
        return ""
    if match.view_name in BY_NAME:
        return BY_NAME[match.view_name]
    beginning = (part for words, part in BY_BEGINNING.items() if match.view_name.startswith(words))
    return next(beginning, "") or BY_MENU.get(menu_code(match), "")


def menu_code(match: Any) -> str:
    """The page's place in the menu, as its view or its row pages say it."""
    view = getattr(match.func, "view_class", None)
    rows = getattr(match.func, "view_initkwargs", {}).get("pages")
    return str(getattr(rows, "nav", "") or getattr(view, "nav", ""))


def help_link(request: HttpRequest) -> dict[str, Any]:
    """Where the link to help in the page's head leads; for every template."""
    part = part_about(getattr(request, "resolver_match", None))
    return {"help_address": reverse("help_part", args=[part]) if part else reverse("help")}
