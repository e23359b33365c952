"""``import_plan FILE [--dry-run] [--update]``: a plan from its JSON document; all of it or nothing."""

from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.audit import change_sets
from abc_portal.audit.enums import ChangeKind
from abc_portal.core import danish
from abc_portal.exchange.interchange.importing import ImportOutcome, ImportRefused
from abc_portal.exchange.interchange.questions import Answers
from abc_portal.reporting.imports import kinds, new_shared
from abc_portal.reporting.interchange import bring, open_question, parsed
from abc_portal.reporting.management.base import PortalCommand
from plans.models import Membership, Plan


class Command(PortalCommand):
    help = (
        "Create a plan from its JSON document; every fault is listed with its JSON path, and then nothing is changed."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="check everything, change nothing")
        parser.add_argument(
            "--same",
            action="append",
            default=[],
            metavar="LIST/KEY=NUMBER",
            help="answer a question of the trial: organisations/sab=17, or organisations/sab=new",
        )
        parser.add_argument("--update", action="store_true", help="bring the plan that stands to the document")

    def handle(self, *args: Any, file: str, dry_run: bool, update: bool, same: list[str], **options: Any) -> None:
        answers = Answers(dict(_answer(text) for text in same), {})
        try:
            content = Path(file).read_bytes()
        except OSError as fault:
            raise CommandError(
                _("%(path)s cannot be read: %(why)s.") % {"path": file, "why": fault.strerror}
            ) from fault
        try:
            outcome = bring(
                parsed(content),
                by=None,
                begin=partial(change_sets.begin, by=None, program="import_plan"),
                update=update,
                keep=lambda _outcome: not dry_run,
                answers=answers,
            )
        except ImportRefused as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            count = len(refused.faults)
            sentence = ngettext(
                "%(count)s fault; nothing was imported.", "%(count)s faults; nothing was imported.", count
            )
            raise CommandError(sentence % {"count": count}) from None
        self.ask(outcome)
        self.tell(outcome, dry_run=dry_run)

    def ask(self, outcome: ImportOutcome) -> None:
        """What is new in the shared lists, what to look at, and the questions that must be answered first."""
        for shared in new_shared(outcome):
            values = {"kind": shared.name, "rows": "; ".join(shared.rows)}
            self.stdout.write(_("New in the lists that all plans share: %(kind)s: %(rows)s") % values)
        for warning in outcome.warnings:
            self.stdout.write(str(warning))
        for question in outcome.questions:
            self.stdout.write(f"{question.path}: {open_question(question)}")
            self.stdout.write(_("Answer with --same %(code)s=NUMBER or --same %(code)s=new") % {"code": question.code})
        if outcome.questions:
            count = len(outcome.questions)
            sentence = ngettext(
                "%(count)s question is to be answered; nothing was imported.",
                "%(count)s questions are to be answered; nothing was imported.",
                count,
            )
            raise CommandError(sentence % {"count": count})

    def tell(self, outcome: ImportOutcome, *, dry_run: bool) -> None:
        """What was done, or would be done, kind by kind."""
        for kind in kinds(outcome):
            counts = {"new": len(kind.new), "changed": len(kind.changed), "deleted": len(kind.deleted)}
            sentence = _("%(kind)s: %(new)s new, %(changed)s changed, %(deleted)s deleted")
            self.stdout.write(sentence % {"kind": kind.name, **counts})
        if dry_run:
            self.stdout.write(_("The document is in order. Nothing was changed, since it was a trial."))
            return
        names = {"name": outcome.plan.name, "slug": outcome.plan.slug}
        if not outcome.was_saved:
            said = _("The plan “%(name)s” (%(slug)s) is as the document has it already; nothing was changed.")
        elif any(step.model is type(outcome.plan) and step.change == ChangeKind.CREATED for step in outcome.steps):
            said = _("The plan “%(name)s” (%(slug)s) is imported.")
        else:
            said = _("The plan “%(name)s” (%(slug)s) is updated.")
        self.stdout.write(said % names)
        self.stdout.write(sighted(outcome.plan))


def sighted(plan: Plan) -> str:
    """Who can see a plan from the command line, where nobody became its leader."""
    today = timezone.localdate()
    roles = Membership.objects.filter(plan=plan).with_names()
    names = danish.joined(sorted({str(role.user) for role in roles if role.counts_on(today)}), _("and"))
    if not names:
        return _(
            "Nobody has a role in the plan, so only system administrators see it. Give its leader a role under "
            "Administration, Roles in the plan."
        )
    return _("These have a role in the plan and see it: %s.") % names


def _answer(text: str) -> tuple[str, str]:
    """``organisations/sab=17`` → its code and answer."""
    code, sign, answer = text.rpartition("=")
    if not sign or not code or not answer:
        raise CommandError(_("“%s” is no answer. Write for example organisations/sab=17.") % text)
    return code, answer
