"""Moving a plan to another funding round, with all that the old round prescribed."""

from typing import Any
from uuid import UUID

from django.db import transaction

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import Prescribed, RoundSection
from plans.shared import access
from plans.shared.actions import begin
from plans.shared.bases import free_code

#: What a copy of the round's row does not take over.
_ANEW = frozenset({"id", "version", "round", "plan", "code"})


@transaction.atomic
def move_to_round(
    *, plan: Plan, by: Any, reason: str = "", made_from: int | None = None, form: UUID | None = None
) -> list[str]:
    """Save the plan with its new round and make its rows follow, as one change set.

    Returns the names of what became the plan's own. Raises :class:`Refused` and ``LostUpdate``.
    """
    access.check_can_edit(by, plan.resource, plan)
    if not change_sets.is_changed(plan, made_from):
        return []
    change_set = begin(plan=plan, by=by, reason=reason, form=form)
    change_sets.save(plan, change_set=change_set, made_from=made_from)
    return follow_round(plan, change_set)


def follow_round(plan: Plan, change_set: ChangeSet) -> list[str]:
    """Point the plan's rows to the new round's focus areas, goals and sections of the same name.

    The rest becomes the plan's own, word for word. Returns the names of what became the plan's own.
    """
    return _Following(plan, change_set).run()


class _Following:
    def __init__(self, plan: Plan, change_set: ChangeSet) -> None:
        self.plan, self.change_set = plan, change_set
        self.own: list[str] = []
        self._found: dict[Prescribed, Prescribed] = {}

    def run(self) -> list[str]:
        for model in Prescribed.__subclasses__():
            for relation in model._meta.related_objects:
                self._rows(relation.related_model, relation.field.name)
        self._sections()
        return self.own

    def _rows(self, model: Any, name: str) -> None:
        path = getattr(model, "plan_path", "plan")
        rows = model._base_manager.filter(**{path: self.plan, f"{name}__round__isnull": False})
        for row in rows.exclude(**{f"{name}__round": self.plan.round_id}).select_related(name):
            setattr(row, name, self._target(getattr(row, name)))
            change_sets.save(row, change_set=self.change_set)

    def _target(self, old: Any) -> Any:
        if old.round_id in (None, self.plan.round_id):
            return old
        if old not in self._found:
            self._found[old] = self._same_words(old) or self._copy(old)
        return self._found[old]

    def _same_words(self, old: Any) -> Any:
        """What the new round names the same, unless the plan uses it already."""
        words, taken = str(old).casefold(), set(self._found.values())
        news = type(old)._base_manager.filter(round=self.plan.round_id, round__isnull=False)
        return next((new for new in news if str(new).casefold() == words and new not in taken), None)

    def _copy(self, old: Any) -> Any:
        rows = type(old)._base_manager.filter(plan=self.plan)
        values = {
            field.name: getattr(old, field.name) for field in old._meta.concrete_fields if field.name not in _ANEW
        }
        followed = {name: self._target(value) for name, value in values.items() if isinstance(value, Prescribed)}
        own = type(old)(plan=self.plan, code=free_code(old.code, set(rows.values_list("code", flat=True))))
        for name, value in {**values, **followed}.items():
            setattr(own, name, value)
        change_sets.save(own, change_set=self.change_set)
        self.own.append(str(own))
        return own

    def _sections(self) -> None:
        """A section keeps heading and text, and becomes the new round's where that has the same heading."""
        agreement = getattr(self.plan, "agreement", None)
        if agreement is None:
            return
        sections = agreement.sections
        rows = sections.filter(round_section__isnull=False).exclude(round_section__round=self.plan.round_id)
        held = set(sections.filter(round_section__round=self.plan.round_id).values_list("round_section", flat=True))
        news = RoundSection.objects.filter(round=self.plan.round_id, document=None).exclude(pk__in=held)
        by_heading = {new.heading.casefold(): new for new in news}
        for row in rows:
            row.round_section = by_heading.pop(row.heading.casefold(), None)
            change_sets.save(row, change_set=self.change_set)
