"""What a careful colleague would say of a plan's texts: marks that lead nowhere, figures that differ, placeholders."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.apps import apps
from django.db.models import CharField, F, Field, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.audit.models import Tracked
from abc_portal.core import numbers, placeholders, stated
from abc_portal.core.dates import PartialDate
from abc_portal.core.numbers import plain_value
from abc_portal.core.placeholders import Placeholder
from abc_portal.core.richtext import RichTextField
from abc_portal.pages.edit_pages import edit_address
from abc_portal.texts.figures import PlanResolver
from plans.review.findings import Finding, Review, ask_along, register, rows_told_of, text_value
from plans.shared.access import FULL_SIGHT, Resource, roles_with
from plans.shared.answer_cache import fetch_once
from plans.shared.enums import Severity

NAMES = ("name", "local_name", "heading", "title")
#: Plain texts of one line that are written in one's own words, too.
PLAIN = ("who", "rhythm", "printed_area", "purpose")
#: What is copied from a remark is not told of once more.
COPIES = ("plans.SetAside",)
#: How the kind of a row begins that holds a text; what follows is the text's place among them all.
_OF = "text "
#: What writers, and the word processors they copy from, leave to be filled in later; told as it stands.
_PLACEHOLDER = re.compile(
    r"\bx{3,}\b|\blorem ipsum\b|\[ *(?:indsæt|udfyld|skriv|navn|dato|beløb|titel)\b|\bskriv her\b|\btodo\b|\btbd\b|\?{3,}"
    r"|(?:…|\.{3}) *udfyldes\b|\budfyldes senere\b|\bklik (?:eller tryk )?her for at (?:angive|skrive|indtaste) tekst\b"
    r"|\bdd[./-]mm[./-]åååå\b",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"</(?:p|li|td|th|h3|h4)>|<br>")


def register_checks() -> None:
    register(check_marks, check_placeholders)
    ask_along(_queries)


@dataclass(frozen=True)
class CheckedText:
    """A text or name of a row of the plan, with what it takes to say where it stands."""

    model: type[Tracked]
    field: Field
    pk: int
    name: str
    slug: str
    text: str

    @property
    def where(self) -> str:
        what = capfirst(str(self.model._meta.verbose_name))
        place = f"{what} · {self.name}" if self.name else what
        return place if self.field.name in NAMES else f"{place}: {self.field.verbose_name}"

    @property
    def is_rich(self) -> bool:
        return isinstance(self.field, RichTextField)


def texts(plan: Any) -> list[CheckedText]:
    """Every rich text, plain text and name of the plan's rows, in one query however many kinds of rows there are."""
    parts, found = _parts(), []
    for of, *rest in fetch_once(plan, "rows", rows_told_of):
        place = of.removeprefix(_OF)
        if place != of:
            found.append((int(place), *rest))
    return [CheckedText(*parts[place], *rest) for place, *rest in sorted(found, key=lambda row: row[:2])]


def _parts() -> list[tuple[type[Tracked], Field]]:
    return [(model, field) for model in _models() for field in _fields(model)]


def _queries(plan: Any) -> list[QuerySet]:
    return [_query(plan, model, field, f"{_OF}{place}") for place, (model, field) in enumerate(_parts())]


def _models() -> list[type[Tracked]]:
    """The models of a plan's rows whose texts everybody sees who sees the findings."""
    readers = set(roles_with(Resource.REVIEW, FULL_SIGHT))
    tracked = [model for model in apps.get_models() if issubclass(model, Tracked) and model.thing]
    tracked = [model for model in tracked if model._meta.label not in COPIES]
    return [model for model in tracked if readers <= set(roles_with(Resource(model.thing), FULL_SIGHT))]


def _fields(model: type[Tracked]) -> list[Field]:
    """What people write in their own words: names, rich texts and plain ones, not the codes of choices."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, (CharField, TextField))]
    return [field for field in fields if isinstance(field, TextField) or field.name in (*NAMES, *PLAIN)]


def _query(plan: Any, model: type[Tracked], field: Field, of: str) -> QuerySet:
    path = "pk" if model._meta.label == "plans.Plan" else getattr(model, "plan_path", "plan")
    has = {each.name for each in model._meta.concrete_fields}
    names = [name for name in NAMES if name in has]
    for relation in getattr(model, "name_relations", ()):
        if any(each.name == "name" for each in _led_to(model, relation)._meta.concrete_fields):
            names.append(f"{relation}__name")
    name = Coalesce(*(NullIf(F(each), Value("")) for each in names), Value(""), Value(""))
    slug = F("slug") if "slug" in has else Value("")
    rows = model._base_manager.filter(**{path: plan.pk}).exclude(**{field.name: ""}).order_by()
    told = {"t_name": name, "t_slug": slug, "t_text": F(field.name)}
    typed = {key: Coalesce(each, Value(""), output_field=TextField()) for key, each in told.items()}
    return rows.annotate(t_of=text_value(of), **typed).values_list("t_of", "pk", "t_name", "t_slug", "t_text")


def _led_to(model: type[Tracked], relation: str) -> Any:
    """The model at the end of a path of relations."""
    for step in relation.split("__"):
        model = model._meta.get_field(step).related_model
    return model


def _texts(review: Review) -> list[CheckedText]:
    return review.once("texts", texts)


def _link(plan: Any, text: CheckedText) -> str:
    return edit_address(plan, text.model, text.pk, text.slug) or reverse("plans:agreements", args=[plan.slug])


# --- marks ----------------------------------------------------------------------------------------------


def check_marks(review: Review) -> Iterator[Finding]:
    """Each mark is one, leads somewhere, and states what the data say; images can be read aloud."""
    [resolver] = review.once("resolver", lambda plan: [PlanResolver(plan)])
    for text in (each for each in _texts(review) if each.is_rich and "[[" in each.text):
        link = _link(review.plan, text)
        for mark in dict.fromkeys(placeholders.found(text.text)):
            for severity, (code, message, fix, why) in _said(mark, resolver):
                yield Finding(code, severity, text.where, message, fix, link, why)
        for opening in dict.fromkeys(placeholders.broken(text.text)):
            yield Finding(
                "mark-unreadable",
                Severity.WARNING,
                text.where,
                _("“%s” is begun as a mark, but cannot be read as one.") % opening.strip(),
                _("End it with two square brackets, with no brackets or formatting inside."),
                link,
                _("The reader sees the brackets, and not what was meant."),
            )


#: A finding's code, message, what to do, and why it matters.
Words = tuple[str, str, str, str]


def _said(mark: Placeholder, resolver: PlanResolver) -> Iterator[tuple[Severity, Words]]:
    if mark.kind == "tal":
        figure = resolver.figure(mark.code)
        if figure is None:
            yield Severity.ERROR, _broken_figure(mark)
        elif mark.stated and stated.differs(mark.stated, figure):
            yield Severity.WARNING, _differing(mark, figure)
    elif mark.kind == "billede":
        if resolver.image(mark.code) is None:
            yield Severity.ERROR, _broken_image(mark)
        if not mark.alt:
            yield Severity.WARNING, _silent_image(mark)


def _broken_figure(mark: Placeholder) -> Words:
    return (
        "figure-reference-broken",
        _("The text refers to the figure “%s”, which the plan does not have.") % mark.code,
        _("Choose the figure from the list under the text, or take the mark out."),
        _("The reader sees that the figure is unknown."),
    )


def _differing(mark: Placeholder, figure: placeholders.TextFigure) -> Words:
    # In words made here: the finding is also told in the portal's own language, by which it is known again.
    value = figure.value if isinstance(figure.value, PartialDate) else numbers.number(plain_value(figure.value))
    return (
        "stated-figure-differs",
        _("The text states “%(stated)s” as the figure “%(code)s”, but the portal has %(value)s.")
        % {"stated": mark.stated, "code": mark.code, "value": value},
        _("Correct the text or the data, or leave the stated figure out of the mark so that it follows the data."),
        _("Readers meet two values for the same thing."),
    )


def _broken_image(mark: Placeholder) -> Words:
    return (
        "image-reference-broken",
        _("The text shows the image “%s”, which is not in the plan's archive for everybody to see.") % mark.code,
        _("Add the image to the archive, or choose another one."),
        _("The reader sees that an image is missing."),
    )


def _silent_image(mark: Placeholder) -> Words:
    return (
        "image-without-alternative-text",
        _("The image “%s” has no alternative text for those who do not see it.") % mark.code,
        _("Write what the image shows after the image's key and a vertical bar."),
        _("Whoever has the text read aloud does not learn what the image shows; the law asks for it."),
    )


# --- placeholders ---------------------------------------------------------------------------------------


def check_placeholders(review: Review) -> Iterator[Finding]:
    """Nothing is left that was to be filled in."""
    for text in _texts(review):
        plain = unescape(strip_tags(_LINE_END.sub("\n", text.text))) if text.is_rich else text.text
        for found in dict.fromkeys(match[0].strip() for match in _PLACEHOLDER.finditer(plain)):
            yield Finding(
                "placeholder-text-left",
                Severity.WARNING,
                text.where,
                _("“%s” stands where something is still to be written.") % found,
                _("Write what is missing, or take it out."),
                _link(review.plan, text),
                _("What is unfinished should not reach the board or Landsbyggefonden."),
            )
