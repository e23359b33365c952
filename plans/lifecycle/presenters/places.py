"""Departments and areas as labels and numbers: two of the same name are two, several parts of one are one."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import danish


def department_labels(rows: Iterable[Any], *, with_parts: bool = True) -> tuple[str, ...]:
    """The departments, or the parts of them, each once; where two are called the same, with their number.

    Rows come with their department.
    """
    found = {(row.department_id, row.part if with_parts else ""): row for row in rows}
    names = Counter(str(row.department) for row in {pk: row for (pk, _part), row in found.items()}.values())
    return tuple(_with_part(_distinct(row.department, names), part) for (_pk, part), row in found.items())


def _distinct(department: Any, names: Counter[str]) -> str:
    name = str(department)
    if names[name] == 1:
        return name
    return f"{name} ({department.number})" if department.number else name


def _with_part(name: str, part: str) -> str:
    return f"{name} ({part})" if part else name


def area_labels(rows: Iterable[Any]) -> tuple[str, ...]:
    """The areas, each once; those that the plan has one name for stand together: ``Nordbyen (Nord og Syd)``.

    Rows come with their area.
    """
    found: dict[Any, dict[int, str]] = {}
    for row in rows:
        found.setdefault(row.joint_name or row.area_id, {})[row.area_id] = str(row.area.name)
    return tuple(_joint(key, list(names.values())) for key, names in found.items())


def _joint(key: Any, names: list[str]) -> str:
    return f"{key} ({danish.joined(names, _('and'))})" if isinstance(key, str) else names[0]


def area_words(labels: tuple[str, ...], stated: int | None, *, inside: int | None = None) -> str:
    """``Blokland · Hedemarken``, beside the stated number where that is another.

    ``inside`` is how many areas the labels are of, where some stand together.
    """
    words = " · ".join(labels)
    if not words:
        return _("not stated") if stated is None else _("not stated by name: %s") % stated
    return words if stated in (None, len(labels) if inside is None else inside) else _stated(words, stated)


def _stated(words: str, stated: int | None) -> str:
    return _("%(entered)s (stated: %(stated)s)") % {"entered": words, "stated": stated}


def sorted_labels(labels: Iterable[str]) -> list[str]:
    return sorted(labels, key=danish.natural_key)


def departments_words(inside: int, stated: int | None, *, are_entered: bool, are_all: bool = False) -> str:
    """``8 afdelinger``, beside the stated number where that is another; unknown is not none.

    ``inside`` is how many different departments are in the plan that day; ``are_entered`` says that the plan has rows
    of departments at all, ``are_all`` that it is for all of the housing organisation's, entered or not.
    """
    if are_all:
        return _all_departments(stated)
    if not are_entered:
        return _("departments not stated") if stated is None else _departments(stated)
    words = _departments(inside) if inside else _("no departments in the plan")
    return words if stated in (None, inside) else _stated(words, stated)


def _all_departments(stated: int | None) -> str:
    words = _("all the housing organisation's departments")
    return words if stated is None else f"{words} ({_departments(stated)})"


def _departments(number: int) -> str:
    return ngettext("%(count)s department", "%(count)s departments", number) % {"count": number}
