"""What a kind of document is, and which there are: every folder beside this file declares one as ``KIND``."""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.access import RuleBroken
from abc_portal.reporting import documents
from abc_portal.reporting.documents.parameters import PARAMETERS, Parameter
from abc_portal.reporting.enums import DocumentFormat
from plans.models import Plan
from plans.shared.access import Resource


class CannotBeMade(RuleBroken):
    """That kind of document does not come like that; the message is the sentence for the user."""


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document. Lists, pages, the command and rights all follow from this declaration.

    ``build(plan, reader=, as_of=, is_back=, **parameters)`` gives a frozen ``head.PlanDocument``; the template draws it
    as HTML and PDF, and ``files`` as the formats named there.
    """

    #: The contract's name: in addresses, commands and the database.
    value: str
    label: Any
    build: Callable[..., Any]
    #: Empty for a kind that comes as neither HTML nor PDF.
    template: str
    #: Its order in lists, from 1.
    position: int
    files: Mapping[DocumentFormat, Callable[[Any], bytes]] = field(default_factory=dict)
    #: What it is about beside the plan and the day; every one must be given.
    parameters: tuple[Parameter, ...] = ()
    #: What one must see some of to ask for it.
    resource: Resource = Resource.PLAN

    @property
    def formats(self) -> tuple[DocumentFormat, ...]:
        """The formats it comes in."""
        drawn = (DocumentFormat.PDF, DocumentFormat.HTML) if self.template else ()
        return tuple(form for form in DocumentFormat if form in drawn or form in self.files)

    def takes(self, parameter: Parameter) -> bool:
        return parameter.name in {taken.name for taken in self.parameters}

    def check_format(self, form: DocumentFormat) -> None:
        """Raises :class:`CannotBeMade` for a format that it does not come in."""
        if form not in self.formats:
            known = ", ".join(known.value for known in self.formats)
            words = {"kind": self.label, "form": form.label, "known": known}
            raise CannotBeMade(_("%(kind)s does not come as %(form)s. It comes as: %(known)s.") % words)

    def values(self, plan: Plan, given: Mapping[str, str], *, as_options: bool = False) -> dict[str, Any]:
        """What its parameters mean in the plan; ``given`` are texts by the parameters' names, empty ones left out.

        Raises :class:`CannotBeMade` for one that it does not take, lacks, or that the plan does not know. The
        sentence names parameters as the pages do, or as the command's options.
        """
        for parameter in PARAMETERS:
            name = parameter.option if as_options else f"“{parameter.label}”"
            is_given = bool(given.get(parameter.name))
            words = {"kind": self.label, "name": name}
            if is_given and not self.takes(parameter):
                raise CannotBeMade(_("%(kind)s does not take %(name)s; leave it out.") % words)
            if self.takes(parameter) and not is_given:
                raise CannotBeMade(_("%(kind)s needs %(name)s.") % words)
        return {taken.name: self._value(plan, taken, given[taken.name]) for taken in self.parameters}

    def _value(self, plan: Plan, parameter: Parameter, text: str) -> Any:
        known = parameter.among(plan)
        if text not in known:
            words = {"text": text, "name": parameter.label, "known": ", ".join(known) or _("none")}
            raise CannotBeMade(_("“%(text)s” is no %(name)s of the plan. It has: %(known)s.") % words)
        return known[text].value


@functools.cache
def all_kinds() -> dict[str, DocumentKind]:
    """Every kind by its value, in the order of lists."""
    folders = (found.name for found in pkgutil.iter_modules(documents.__path__) if found.ispkg)
    kinds = [importlib.import_module(f"{documents.__name__}.{name}").KIND for name in folders]
    return {kind.value: kind for kind in sorted(kinds, key=lambda kind: kind.position)}
