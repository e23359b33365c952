"""Whole plans as documents: in, out, and what they look like."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.core import text as outside
from abc_portal.core.text import TextRefused, check_whole
from abc_portal.directory.interchange import COUNTS
from abc_portal.directory.models import Count
from abc_portal.exchange.interchange import exporting, importing, schema
from abc_portal.exchange.interchange.importing import DocumentFault, How, ImportOutcome, ImportRefused
from abc_portal.exchange.interchange.kinds import Pending, read_date
from abc_portal.exchange.interchange.parts import register
from abc_portal.exchange.interchange.questions import NO_ANSWERS, Answers, SharedQuestion
from plans.lifecycle.actions import moving
from plans.models import Plan
from plans.shared import access

#: A document larger than this is no plan, not even with its files.
LARGEST_MEGABYTES = 60
LARGEST_BYTES = LARGEST_MEGABYTES * 1024 * 1024


def export_plan(plan: Plan) -> str:
    """The plan as UTF-8 JSON text, sorted; the same plan gives the same text."""
    departments = plan.departments.values("department_id")
    areas = plan.areas.values("area_id")
    outside = ~Q(department__in=departments, area=None) & ~Q(area__in=areas, department=None)
    counts = Count.objects.filter(Q(places__department__in=departments) | Q(places__area__in=areas)).distinct()
    own = counts.exclude(places__in=_places().filter(outside)).prefetch_related("places__department", "places__area")
    return exporting.as_text(exporting.export(plan, register, extra=[Pending(COUNTS, count) for count in own]))


def _places() -> Any:
    return Count.places.rel.related_model._base_manager.all()


class UnreadableDocument(ImportRefused):
    """The file is no document at all."""


def import_plan(
    text: str | bytes,
    *,
    by: Any = None,
    program: str = "import_plan",
    dry_run: bool = False,
    update: bool = False,
    answers: Mapping[str, str] | None = None,
) -> Plan | None:
    """Create the plan in the text, or with ``update`` update the existing one.

    ``by`` is the user; a command without a user gives its name as ``program``. ``answers`` say which shared rows are
    meant. A dry run returns ``None``. Raises :class:`ImportRefused` with every fault or open question, and
    :class:`Refused`; nothing is then written.
    """
    begin = lambda: change_sets.begin(by=by, program=program)  # noqa: E731
    given = Answers(answers or {}, {})
    outcome = bring(parsed(text), by=by, begin=begin, update=update, keep=lambda _outcome: not dry_run, answers=given)
    if outcome.questions:
        raise ImportRefused([DocumentFault(item.path, open_question(item)) for item in outcome.questions])
    return None if dry_run else outcome.plan


def open_question(question: SharedQuestion) -> str:
    """The question as one sentence, with what each answer is called."""
    there = "; ".join(f"{item.number}: {item.words}" for item in question.candidates)
    sentence = _("Is the %(kind)s “%(words)s” one of these (%(there)s), or a new one (new)?")
    return sentence % {"kind": question.kind, "words": question.words, "there": there}


def bring(
    document: Any,
    *,
    by: Any,
    begin: Any,
    update: bool,
    keep: Any,
    finish: Any = None,
    answers: Answers = NO_ANSWERS,
) -> ImportOutcome:
    """Import the document and return what was done, or would be done where ``keep`` declines; see :class:`How`."""
    find = partial(_standing, by=by, update=update)
    how = How(begin=begin, find=find, keep=keep, answers=answers, warn=_moving)
    return importing.import_document(document, register, replace(how, finish=finish) if finish else how)


def _moving(stored: Plan, document: dict[str, Any]) -> list[DocumentFault]:
    """What the document's first and last day do to what stands in the plan."""
    written = [document["plan"].get(key) for key in ("start", "end")]
    days = [None if day is None else read_date(day) for day in written]
    preview = moving.foresee(moving.with_days(stored, *days))
    first = _("The plan gets other days. This becomes of what stands in the portal now:")
    return [DocumentFault("$.plan", sentence) for sentence in (first, *preview.sentences)] if preview else []


def _standing(slug: str, *, by: Any, update: bool) -> Plan | None:
    """The plan to bring up to date, locked. Raises :class:`Refused` without the right to it, or to make a new one."""
    stored = Plan.objects.select_for_update().filter(slug=slug).first() if update else None
    if by is not None and stored is None:
        access.check_can_start_plan(by)
    elif by is not None:
        access.check_can_edit(by, access.Resource.ADMINISTRATION, stored)
    return stored


def too_large() -> str:
    """The message for a file over the limit."""
    return _("The file is larger than %s MB; a plan is not.") % LARGEST_MEGABYTES


def parsed(text: str | bytes) -> Any:
    """The document in the text. Raises :class:`UnreadableDocument`."""
    if len(text) > LARGEST_BYTES:
        raise UnreadableDocument([DocumentFault("$", too_large())])
    twice: list[str] = []
    try:
        text = text if isinstance(text, str) else text.decode("utf-8-sig")
        document = json.loads(
            text, parse_constant=_no_constant, parse_int=check_whole, object_pairs_hook=partial(_object, twice)
        )
        # Characters that texts may not hold are reported with their places by the check of its form.
        document = outside.tidied(document)
    except UnicodeDecodeError:
        raise UnreadableDocument([DocumentFault("$", _("The file is not UTF-8 text."))]) from None
    except RecursionError:
        raise UnreadableDocument([DocumentFault("$", _("The file is nested too deeply."))]) from None
    except TextRefused as refused:
        raise UnreadableDocument([DocumentFault("$", str(refused))]) from None
    except ValueError as fault:
        line = getattr(fault, "lineno", None)
        where = _("line %s") % line if line else "$"
        raise UnreadableDocument([DocumentFault("$", _("The file is not JSON (%s).") % where)]) from None
    if twice:
        raise UnreadableDocument(
            [DocumentFault("$", _("The key “%s” stands twice in one place.") % key) for key in twice]
        )
    return document


def _object(twice: list[str], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object without duplicate keys, of which JSON itself would silently keep the last."""
    names = [outside.taken(key) for key, _value in pairs]
    found = dict(zip(names, (value for _key, value in pairs), strict=True))
    if len(found) < len(pairs):
        twice.extend(key for key in found if names.count(key) > 1)
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def plan_schema() -> str:
    """The JSON Schema of a plan's document, as text."""
    return json.dumps(schema.document_schema(register), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
