"""What the portal's commands share: one line on stderr when something is wrong, files written whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from plans.models import Plan


class PortalCommand(BaseCommand):
    """A command whose faults are one sentence, not a traceback."""

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            done = super().execute(*args, **options)
            self.stdout.flush()
            return done
        except BrokenPipeError:
            # Who reads has had enough (»| head«); what is left must not be written at the end either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(141)
        except DatabaseError as fault:
            first = str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
            raise CommandError(_("The database cannot be used: %s") % first) from fault

    def plan(self, slug: str) -> Plan:
        """The plan with that short name. Raises ``CommandError`` naming those there are."""
        found = Plan.objects.with_places().filter(slug=slug).first()
        if found is None:
            known = ", ".join(Plan.objects.order_by("slug").values_list("slug", flat=True)[:20]) or _("none")
            raise CommandError(
                _("There is no plan “%(slug)s”. Known plans: %(known)s.") % {"slug": slug, "known": known}
            )
        return found

    def deliver(self, content: bytes, output: str | None) -> None:
        """Write to the file, or to standard output as UTF-8 whatever the terminal's language is."""
        if output is None or output == "-":
            stream = getattr(self.stdout, "buffer", None)
            if stream is None:
                self.stdout.write(content.decode("utf-8"), ending="")
            else:
                stream.write(content)
                stream.flush()
            return
        write_whole(Path(output), content)


def write_whole(path: Path, content: bytes) -> None:
    """Write the file atomically. Raises ``CommandError``.

    Pipes and ``/dev/null`` are written into and never replaced; a link keeps leading to its file.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        path = Path(os.path.realpath(path))
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}."[:200])
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as fault:
        raise CommandError(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": fault.strerror}) from fault
