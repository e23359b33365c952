"""Reading a document's rows into the portal: what they refer to, what they are now, and every fault on the way."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import ChangeSet
from abc_portal.exchange.interchange.columns import column
from abc_portal.exchange.interchange.exporting import Keys
from abc_portal.exchange.interchange.kinds import Ref, Unknowable, ValueFault
from abc_portal.exchange.interchange.matching import Match
from abc_portal.exchange.interchange.parts import Field, Part, Register
from abc_portal.exchange.interchange.questions import NO_ANSWERS, Answers, SharedQuestion
from abc_portal.exchange.interchange.removal import Removal
from abc_portal.exchange.interchange.shared import SHARED
from abc_portal.exchange.interchange.standing import (
    Document,
    Values,
    documents_below,
    documents_of,
    is_placed,
    nested,
)

#: So many keys are all named in a sentence about one that is not among them; of more, only those spelt much like it.
MOST_NAMED = 20


class Importer:
    """One import: the rows found or made so far by their keys, the steps taken, and the faults.

    A refused row stays without a primary key: rows under it or referring to it are checked as far as possible, so that
    all faults are reported at once.
    """

    def __init__(
        self, register: Register, change_set: ChangeSet, plan_before: Any = None, answers: Answers = NO_ANSWERS
    ) -> None:
        self.register, self.change_set, self.plan_before = register, change_set, plan_before
        self.answers, self.document = answers, Document()
        self.plan: Any = plan_before
        self.faults: list[tuple[str, str]] = []
        self.warnings: list[tuple[str, str]] = []
        self.questions: list[SharedQuestion] = []
        #: Change, model, name, number and version of each row that was made, changed or deleted.
        self.steps: list[tuple[Any, ...]] = []
        self._faulty: set[str] = set()
        #: Namespaces with a refused row whose key nobody wrote.
        self._nameless: set[str] = set()
        self._rows: dict[tuple[str, str], Any] = {}
        self._taken: dict[str, set[Any]] = {}
        self._keys = Keys.of(plan_before, register) if plan_before is not None else None
        self._match = Match(Values(register, self._number))

    def run(self, document: Document) -> None:
        """Import the document; faults are collected in ``faults``, and what must be answered in ``questions``.

        Rows that a question is about are as rows that were refused: what refers to them is checked as far as possible.
        """
        self.document = document
        with self.change_set.gathered():
            for name, shared in SHARED.items():
                shared.load(document.get(name, []), f"$.{name}", self)
        if self.questions and self.plan_before is not None:
            return  # which of the plan's rows are meant cannot be said yet
        if self.plan_before is not None:
            self._match.against(document, self.register, self.plan_before)
        removal = Removal(self._match, self.change_set)
        self._tell(removal.make_way())
        with self.change_set.gathered():
            for part in self.register.parts:
                for place, (path, item) in enumerate(documents_of(part, document)):
                    self._row(part, item, path, self.plan, place)
        if not self.faults and not self.questions:
            self._tell(removal.finish())
        self.steps.extend(
            (ChangeKind.DELETED, type(node.row), name, node.row.pk, node.row.version) for node, name in removal.left
        )
        if not self.faults and not self.questions:
            self.change_set.scope = f"plan:{self.plan.pk}"
            self.change_set.save(update_fields=["scope"])

    # --- what shared rows and kinds call ---------------------------------------------------------

    @property
    def by(self) -> Any:
        return self.change_set.by

    def fault(self, path: str, sentence: str) -> None:
        self.faults.append((path, sentence))
        self._faulty.add(path)

    def warn(self, path: str, sentence: str) -> None:
        self.warnings.append((path, sentence))

    def ask(self, question: SharedQuestion) -> None:
        self.questions.append(question)

    def remember(self, namespace: str, key: str, row: Any, path: str) -> None:
        if (namespace, key) in self._rows:
            self.fault(path, _("“%s” stands twice.") % key)
        self._rows[namespace, key] = row
        if row.pk is not None:
            self._taken.setdefault(namespace, set()).add(row.pk)

    def taken(self, namespace: str) -> set[Any]:
        return self._taken.get(namespace, set())

    def own(self, namespace: str, key: str) -> list[Any]:
        return self._keys.own(namespace, key) if self._keys is not None else []

    def find(self, namespace: str, key: str) -> Any:
        if (namespace, key) in self._rows:
            return self._rows[namespace, key]
        finder = self.register.finders.get(namespace)
        found = finder(key, self.plan) if finder else None
        if found is not None:
            return found
        if namespace in self._nameless or (finder and self._knows_too_little_of_the_plan()):
            raise Unknowable
        raise ValueFault(self._not_found(namespace, key))

    def _not_found(self, namespace: str, key: str) -> str:
        sentence = _("“%(key)s” is not found among %(what)s.") % {"key": key, "what": self.register.called(namespace)}
        prescribed = self.register.known.get(namespace, lambda _plan: ())(self.plan)
        known = sorted({*prescribed, *(name for space, name in self._rows if space == namespace)})
        if len(known) > MOST_NAMED:
            known, more = get_close_matches(key, known, n=3, cutoff=0.5), _("Is one of these meant: %s?")
        else:
            more = _("They are: %s.")
        return f"{sentence} {more % ', '.join(known)}" if known else sentence

    def store(
        self, row: Any, path: str, attributes: dict[str, str], advice: dict[str, Callable[[Any], str]] | None = None
    ) -> bool:
        """Validate and save a row; each fault is reported at its key, with the ``advice`` for that key. Returns whether
        it was saved.

        Of a row that is only partly known, the known fields are checked.
        """
        unread = {column(type(row), name) for name, key in attributes.items() if f"{path}.{key}" in self._faulty}
        unsure = unread | _refers_to_refused(row)
        is_new, version = row._state.adding, row.version
        try:
            if unsure:
                row.clean_fields(exclude=unsure)
                row.validate_constraints(exclude=unsure)
                return False
            is_saved = change_sets.save(row, change_set=self.change_set)
        except ValidationError as faults:
            keys = {column(type(row), name): key for name, key in attributes.items()}
            for name, sentences in faults.message_dict.items():
                key = keys.get(name) if name != NON_FIELD_ERRORS else None
                more = (advice or {}).get(key or "", lambda _row: "")(row)
                for sentence in sentences:
                    self.fault(f"{path}.{key}" if key else path, f"{sentence} {more}".strip())
            return False
        if is_saved:
            read = () if is_new else (row.pk, version)
            self.steps.append((ChangeKind.CREATED if is_new else ChangeKind.CHANGED, type(row), str(row), *read))
        return True

    # --- parts ------------------------------------------------------------------------------------

    def _row(self, part: Part, document: Document, path: str, above: Any, place: int, holder: Any = None) -> None:
        node = self._match.pairs.get(path)
        row: Any = node.row if node else part.model()
        before = row.columns()
        self._fill(part, row, document, path)
        self._attach(part, row, above, self._match.positions.get(path, place))
        if holder is not None:
            self._hold(part, row, holder, path)
        if (
            node is None
            or row.columns() != before
            or any(f"{path}.{field.key}" in self._faulty for field in part.fields)
        ):
            advice = {field.key: field.advice for field in part.fields if field.advice}
            self.store(row, path, {field.attribute: field.key for field in part.fields}, advice)
        if part.place == ("plan",):
            self.plan = row
        if part.namespace:
            self._name(part, row, document, path)
        for child in part.children:
            for number, (where, item) in enumerate(documents_below(child, document, path)):
                self._row(child, item, where, row, number)
        for number, (where, item) in enumerate(nested(part, document, path)):
            self._row(part, item, where, above, number, holder=row)

    def _fill(self, part: Part, row: Any, document: Document, path: str) -> None:
        """Give the row the document's values; what is left out is as in a new row."""
        empty = part.model()
        for field in part.fields:
            try:
                value = self._value(field, document, empty)
            except ValueFault as fault:
                self._faulty.add(f"{path}.{field.key}")
                if not isinstance(fault, Unknowable):
                    self.fault(f"{path}.{field.key}", str(fault))
                continue
            if field in part.known_by and field.key not in document:
                continue  # a missing key is generated for a new row, and unchanged for a stored one
            if row._state.adding or getattr(row, field.attribute) != value:
                setattr(row, field.attribute, value)

    def _value(self, field: Field, document: Document, empty: Any) -> Any:
        if field.key in document:
            return field.kind.load(document[field.key], self)
        if field.default is not None or isinstance(field.kind, Ref):
            return field.default
        return getattr(empty, field.attribute)

    def _attach(self, part: Part, row: Any, above: Any, position: int) -> None:
        if above is not None and part.parent and part.place != ("plan",):
            setattr(row, part.parent, above)
        if part.set_plan:
            setattr(row, part.set_plan, self.plan)
        if is_placed(part):
            row.position = position

    def _hold(self, part: Part, row: Any, holder: Any, path: str) -> None:
        """A nested row belongs where its outer row does."""
        setattr(row, part.nests, holder)
        outer = path.rpartition(".")[0]
        for field in part.fields:
            if field.key in part.outer:
                setattr(row, field.attribute, getattr(holder, field.attribute, None))
                if f"{outer}.{field.key}" in self._faulty:
                    self._faulty.add(f"{path}.{field.key}")

    def _name(self, part: Part, row: Any, document: Document, path: str) -> None:
        """Let others refer to the row by its key, which must be the plan's alone."""
        named, finder = part.known_by[0].key, self.register.finders.get(part.namespace)
        key = str(document[named] if f"{path}.{named}" in self._faulty else getattr(row, part.key_attr))
        if not key:
            self._nameless.add(part.namespace)  # the portal makes a key only for a row that is taken
            return
        if finder and finder(key, self.plan):
            self.fault(f"{path}.{named}", _("The funding round has “%s” already; choose another code.") % key)
        before = self._rows.get((part.namespace, key))
        if before is not None and before.pk is None and named not in document:
            self._rows[part.namespace, key] = row  # the portal made the key, not knowing of the row that was refused
        elif row.pk is not None or before is None:
            self.remember(part.namespace, key, row, path)

    # --- helpers -------------------------------------------------------------------------------

    def _tell(self, faults: Any) -> None:
        for path, sentence in faults:
            self.fault(path, sentence)

    def _number(self, namespace: str, key: str) -> Any:
        row = self._rows.get((namespace, key))
        return None if row is None else row.pk

    def _knows_too_little_of_the_plan(self) -> bool:
        """What the plan refers to outside the document is not known, so what that prescribes is not known either."""
        plan = next(part for part in self.register.parts if part.place == ("plan",))
        outside = (field for field in plan.fields if isinstance(field.kind, Ref) and field.kind.namespace not in SHARED)
        return any(f"$.plan.{item.key}" in self._faulty for item in outside)


def _refers_to_refused(row: Any) -> set[str]:
    """The references that lead to a row that was not saved."""
    cached = (
        concrete_field
        for concrete_field in row._meta.concrete_fields
        if concrete_field.is_relation and concrete_field.is_cached(row)
    )
    return {item.name for item in cached if (led := item.get_cached_value(row)) is not None and led.pk is None}
