"""A document into the portal: all of it or nothing, and every fault with its path and a sentence."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from abc_portal.audit import acts
from abc_portal.audit.models import Act
from abc_portal.exchange.interchange import schema
from abc_portal.exchange.interchange.kinds import ValueFault
from abc_portal.exchange.interchange.parts import Part, Register
from abc_portal.exchange.interchange.shared import SHARED


@dataclass(frozen=True)
class Fault:
    """Something wrong in the document: where (a JSON path) and what (a sentence)."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}"


class ImportRefused(Exception):
    """The document was not imported; nothing was changed. Holds every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class _DryRun(Exception):
    """Undoes a trial import."""


def import_document(document: Any, register: Register, *, begin: Any, dry_run: bool = False) -> Any:
    """Create the plan in the document and return it; ``begin(plan=None)`` starts the act.

    ``dry_run`` does everything and undoes it, so that it finds the same faults. Raises
    :class:`ImportRefused`; the database is then as it was.
    """
    try:
        found = [Fault(path, told) for path, told in schema.faults(document, schema.document_schema(register))]
    except RecursionError:
        found = [Fault("$", _("The file is nested too deeply."))]
    if found:
        raise ImportRefused(found)
    importer = Importer(register)
    try:
        with transaction.atomic():
            plan = importer.run(document, begin)
            if importer.faults:
                raise ImportRefused(importer.faults)
            if dry_run:
                raise _DryRun
    except _DryRun:
        return None
    return plan


@dataclass
class Importer:
    """One import: the rows found or made so far by their keys, and the faults."""

    register: Register
    faults: list[Fault] = field(default_factory=list)
    plan: Any = None
    act: Act | None = None
    _rows: dict[tuple[str, str], Any] = field(default_factory=dict)
    _taken: dict[str, set[Any]] = field(default_factory=dict)

    def run(self, document: dict[str, Any], begin: Any) -> Any:
        self.act = begin()
        for name, shared in SHARED.items():
            shared.load(document.get(name, []), f"$.{name}", self)
        for part in self.register.parts:
            self._place(part, document)
            if part.place == ("plan",) and self.plan is None:
                return None  # nothing can hang under a plan that could not be made
        if self.act is not None and self.plan is not None:
            self._scope()
        return self.plan

    def _scope(self) -> None:
        assert self.act is not None
        self.act.scope = f"plan:{self.plan.pk}"
        self.act.save(update_fields=["scope"])

    # --- what shared rows and kinds call ---------------------------------------------------------

    def fault(self, path: str, sentence: str) -> None:
        self.faults.append(Fault(path, sentence))

    def remember(self, namespace: str, key: str, row: Any, path: str) -> None:
        if (namespace, key) in self._rows:
            self.fault(path, _("“%s” stands twice.") % key)
        self._rows[namespace, key] = row
        self._taken.setdefault(namespace, set()).add(row.pk)

    def taken(self, namespace: str) -> set[Any]:
        return self._taken.get(namespace, set())

    def find(self, namespace: str, key: str) -> Any:
        if (namespace, key) in self._rows:
            return self._rows[namespace, key]
        finder = self.register.finders.get(namespace)
        found = finder(key, self.plan) if finder else None
        if found is None:
            raise ValueFault(_("“%(key)s” is not found among: %(what)s.") % {"key": key, "what": namespace})
        return found

    def store(self, row: Any, path: str, attributes: dict[str, str]) -> bool:
        """Check and save a row; each fault goes to the key it is about. Returns whether it was saved."""
        try:
            row.full_clean()
        except ValidationError as faults:
            for name, sentences in faults.message_dict.items():
                key = attributes.get(name) if name != NON_FIELD_ERRORS else None
                for sentence in sentences:
                    self.fault(f"{path}.{key}" if key else path, sentence)
            return False
        assert self.act is not None
        acts.save(row, act=self.act)
        return True

    # --- parts ------------------------------------------------------------------------------------

    def _place(self, part: Part, document: dict[str, Any]) -> None:
        value: Any = document
        for step in part.place:
            value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            return
        path = "$." + ".".join(part.place)
        if part.single:
            self._row(part, value, path, self.plan, 0)
            return
        for place, each in enumerate(value):
            self._row(part, each, f"{path}[{place}]", self.plan, place)

    def _row(self, part: Part, value: dict[str, Any], path: str, above: Any, place: int, nested_in: Any = None) -> None:
        row = self._built(part, value, path)
        if row is None:
            return
        self._attach(part, row, above, place, nested_in)
        attributes = {field.attribute: field.key for field in part.fields}
        if not self.store(row, path, attributes):
            return
        if part.place == ("plan",):
            self.plan = row
        if part.namespace:
            self.remember(part.namespace, str(getattr(row, part.key_attr)), row, path)
        for child in part.children:
            below = value.get(child.key)
            for number, each in enumerate([below] if child.single and below else below or []):
                self._row(child, each, f"{path}.{child.key}" + ("" if child.single else f"[{number}]"), row, number)
        for number, each in enumerate(value.get(part.nested_key, []) if part.nests else []):
            self._row(part, each, f"{path}.{part.nested_key}[{number}]", above, number, nested_in=row)

    def _built(self, part: Part, value: dict[str, Any], path: str) -> Any:
        """An unsaved row with the document's values; ``None`` when one of them cannot be read."""
        row, readable = part.model(), True
        for each in part.fields:
            try:
                loaded = each.kind.load(value[each.key], self) if each.key in value else each.default
            except ValueFault as fault:
                self.fault(f"{path}.{each.key}", str(fault))
                readable = False
                continue
            if each.key in value or each.default is not None:
                setattr(row, each.attribute, loaded)
        return row if readable else None

    def _attach(self, part: Part, row: Any, above: Any, place: int, nested_in: Any) -> None:
        if above is not None and part.parent and part.place != ("plan",):
            setattr(row, part.parent, above)
        if part.set_plan:
            setattr(row, part.set_plan, self.plan)
        if "position" in {each.name for each in row._meta.fields} and "position" not in {f.key for f in part.fields}:
            row.position = place
        if part.nests and nested_in is not None:
            setattr(row, part.nests, nested_in)
            for each in part.fields:
                if each.key in part.outer:
                    setattr(row, each.attribute, getattr(nested_in, each.attribute))
