"""What texts may refer to of the plan itself: its departments and who lives there, its work, its period."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Count as CountOf
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.core import danish, numbers
from abc_portal.core.placeholders import TextFigure
from abc_portal.core.qualifiers import Qualifier, qualified
from abc_portal.directory.enums import CountKind
from abc_portal.texts.figures import number_figure, register
from plans.lifecycle.counted import Counted, counted, latest_of_each_kind, whole_counts
from plans.lifecycle.enums import DepartmentStatus
from plans.lifecycle.models.plan import Plan

CODES = {
    CountKind.DWELLINGS: "boliger",
    CountKind.TENANCIES: "lejemaal",
    CountKind.HOUSEHOLDS: "husstande",
    CountKind.RESIDENTS: "beboere",
}


def register_figures() -> None:
    register(period_figures, "foerste-dag", "sidste-dag")
    register(place_figures, "afdelinger", *CODES.values())
    register(work_figures, "delaftaler", "aktiviteter")


def period_figures(plan: Any) -> Iterator[TextFigure]:
    """The plan's first and last day, as exactly as they are known."""
    yield TextFigure("foerste-dag", _("The plan's first day"), _day(plan.start), "", plan.start)
    yield TextFigure("sidste-dag", _("The plan's last day"), _day(plan.end), "", plan.end)


def _day(day: Any) -> str:
    return str(day) if day else _("not stated")


def work_figures(plan: Any) -> Iterator[TextFigure]:
    """How many sub-agreements and activities the plan has, smaller parts counted with."""
    counts = {"subs": CountOf("sub_agreements", distinct=True), "activities": CountOf("activities", distinct=True)}
    counted_work = Plan.objects.filter(pk=plan.pk).aggregate(**counts)
    yield number_figure("delaftaler", _("Sub-agreements"), counted_work["subs"])
    yield number_figure("aktiviteter", _("Activities"), counted_work["activities"])


def place_figures(plan: Any) -> Iterator[TextFigure]:
    """How many departments are in the plan, and how many dwellings, households and residents they have."""
    rows = [row for row in counted(plan) if row.status == DepartmentStatus.IN_PLAN]
    departments = {row.department_id: row for row in rows}
    sets = whole_counts(rows)
    yield number_figure("afdelinger", _("Departments in the plan"), len(departments))
    own = {pk: latest_of_each_kind(sets, [pk]) for pk in departments}
    whole = latest_of_each_kind(sets, departments)
    slugs = _slugs(departments.values())
    for kind, code in CODES.items():
        label = capfirst(str(kind.label))
        yield _total(code, label, whole.get(kind), [found.get(kind) for found in own.values()])
        for pk, department in departments.items():
            words = _("%(what)s in %(department)s") % {"what": label, "department": department.label}
            yield _count(f"{code}-{slugs[pk]}", words, own[pk].get(kind))


def _slugs(departments: Iterable[Counted]) -> dict[int, str]:
    """Each department's part of its codes: its name, and its number where two have the same name."""
    made: dict[int, str] = {}
    for department in departments:
        slug = danish.slug(department.label)
        twice = slug in made.values()
        made[department.department_id] = (
            danish.slug(f"{department.label} {department.number or department.department_id}") if twice else slug
        )
    return made


def _count(code: str, label: str, count: Any) -> TextFigure:
    if count is None:
        return number_figure(code, label, None)
    text = qualified(numbers.number(count.value), count.qualifier)
    source = (
        _("%(count)s (%(date)s)") % {"count": count.source, "date": count.counted} if count.counted else count.source
    )
    is_value = count.qualifier in (Qualifier.EXACT, Qualifier.ABOUT)
    value = Decimal(count.value) if is_value else None
    return TextFigure(code, label, text, source, value, is_about=count.qualifier == Qualifier.ABOUT)


def _total(code: str, label: str, whole: Any, item: list[Any]) -> TextFigure:
    """The count of exactly the plan's departments; else the sum of their own, where each has an exact one."""
    words = _("%s in the plan's departments") % label
    if whole is not None:
        return _count(code, words, whole)
    if not item or any(count is None or count.qualifier != Qualifier.EXACT for count in item):
        return number_figure(code, words, None)
    return number_figure(code, words, sum(count.value for count in item), _("sum of the departments"))
