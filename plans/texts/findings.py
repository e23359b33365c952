"""What a careful colleague would say of a plan's texts: marks that lead nowhere, figures that differ, placeholders."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, F, Field, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.audit.models import Tracked
from abc_portal.core import numbers, placeholders, stated
from abc_portal.core.dates import PartialDate
from abc_portal.core.numbers import plain_value
from abc_portal.core.placeholders import Placeholder
from abc_portal.core.richtext import RichTextField, plain
from abc_portal.pages.edit_pages import edit_address
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, GroupWords, Review, register
from abc_portal.texts.figures import PlanResolver
from plans.shared.access import FULL_SIGHT, Resource, roles_with

NAMES = ("name", "local_name", "heading", "title")
#: One-line plain texts in the writer's own words, too.
PLAIN = ("who", "rhythm", "printed_area", "purpose")
#: Copies of a remark give no second finding.
COPIES = ("plans.SetAside",)
#: What a blank is for, between brackets: ``(navn på kommune)``, ``[indsæt dato]``, ``<beløb>``.
_ASKED = (
    r"(?:indsæt|udfyld|skriv|angiv|vælg|navn(?:et)? på|navn|dato|beløb|titel|antal|årstal|adresse|logo"
    r"|kommunens navn|boligorganisationens navn|områdets navn)"
)
#: Blanks left to be filled in later by writers and word processors; quoted as written.
_PLACEHOLDER = re.compile(
    "|".join(
        (
            # Letters, dots and lines that stand for something: xx, 20xx, NN, ____, ….., [...], [ ], ???, ###
            r"\bx{2,}\b",
            r"\b(?:19|20)(?:xx|\dx)\b",
            r"\b(?-i:[XYN]) (?:kommune|boligforening|boligselskab|boligorganisation|afdeling)\b",
            r"\b(?-i:NN|N\.\s?N\.)(?!\w)",
            r"_{3,}",
            r"\.{5,}|…{2,}",
            r"\[ *(?:…|\.{3,})? *\](?!\])",
            r"\?{3,}|\(\?+\)",
            r"#{3,}|@{3,}",
            # What is asked for, between brackets.
            rf"\[ *{_ASKED[:-1]})\b",
            rf"\((?:{_ASKED})\)|\((?:indsæt|udfyld|udfyldes|skriv|angiv|navn(?:et)? på) [^()]{{1,60}}\)",
            rf"[<{{{{] *{_ASKED}\b[^<>{{}}]{{0,60}} *[>}}}}]",
            # Words of those who write templates, and of word processors.
            r"\blorem ipsum\b|\b(?:dummy|blind|fyld)tekst\b",
            r"\bindsæt (?:tekst|navn|dato|beløb|tal|billede|foto|logo|kort)(?: her)?\b",
            r"\bskriv (?:tekst(?:en)? )?her\b|\btekst her\b",
            r"\btekst (?:følger|kommer|mangler)\b|\b(?:udfyldes|skrives|indsættes|tilføjes) senere\b",
            r"(?:…|\.{3}) *udfyldes\b|\[ *udfyldes\b",
            r"\btodo\b|\btbd\b|\btba\b",
            r"\bklik (?:eller tryk )?her for at (?:angive|skrive|indtaste|tilføje)(?: tekst| en dato)?\b",
            r"\bclick (?:or tap )?(?:here )?to enter (?:text|a date)\b|\binsert text here\b",
            r"\bvælg et (?:element|punkt)\b(?= *\.?$)",
            r"\bdd[./-]mm[./-](?:åååå|yyyy|åå)\b",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)


def register_checks() -> None:
    register(check_texts)


def check_texts(review: Review) -> Iterator[Finding]:
    """What the plan's texts refer to, and what is left to be written in them."""
    found = texts(review.plan)
    yield from check_marks(review.plan, found)
    yield from check_placeholders(review.plan, found)


@dataclass(frozen=True)
class CheckedText:
    """A text or name of a row of the plan, with its place."""

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
    def key(self) -> tuple[str, ...]:
        """What it is known by in the plan, whatever it is called in the reader's language."""
        return (self.model._meta.model_name or "", self.field.name, self.name)

    @property
    def is_rich(self) -> bool:
        return isinstance(self.field, RichTextField)


def texts(plan: Any) -> list[CheckedText]:
    """Every rich text, plain text and name of the plan's rows, kind by kind and field by field; one query for all."""
    kinds = [(model, fields) for model in _models() if (fields := _fields(model))]
    width = max(len(fields) for _model, fields in kinds)
    first, *others = (_rows(plan, number, *kind, width) for number, kind in enumerate(kinds))
    found: dict[int, list[tuple[Any, ...]]] = {}
    for number, *row in sorted(first.union(*others, all=True)):
        found.setdefault(number, []).append(tuple(row))
    return [
        CheckedText(model, field, pk, name, slug, texts[place])
        for number, (model, fields) in enumerate(kinds)
        for place, field in enumerate(fields)
        for pk, name, slug, *texts in found.get(number, [])
        if texts[place]
    ]


def _models() -> list[type[Tracked]]:
    """The models of a plan's rows whose texts everybody sees who sees the findings."""
    readers = set(roles_with(Resource.REVIEW, FULL_SIGHT))
    tracked = [model for model in apps.get_models() if issubclass(model, Tracked) and model.resource]
    tracked = [model for model in tracked if model._meta.label not in COPIES]
    return [model for model in tracked if readers <= set(roles_with(Resource(model.resource), FULL_SIGHT))]


def _fields(model: type[Tracked]) -> list[Field]:
    """What people write in their own words: names, rich texts and plain ones, not the codes of choices."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, (CharField, TextField))]
    return [field for field in fields if isinstance(field, TextField) or field.name in (*NAMES, *PLAIN)]


def _rows(plan: Any, number: int, model: type[Tracked], fields: list[Field], width: int) -> Any:
    """One kind of rows: its number, and of each row the key, name, short name and texts, filled up to ``width``."""
    path = "pk" if model._meta.label == "plans.Plan" else getattr(model, "plan_path", "plan")
    has = {field.name for field in model._meta.concrete_fields}
    slug = Cast(F("slug"), TextField()) if "slug" in has else Value("", TextField())
    columns = {f"text_{place}": Cast(F(field.name), TextField()) for place, field in enumerate(fields)}
    columns |= {f"text_{place}": Value("", TextField()) for place in range(len(fields), width)}
    rows = model._base_manager.filter(**{path: plan.pk}).order_by()
    rows = rows.annotate(kind_number=Value(number), row_name=_name(model), row_slug=slug, **columns)
    return rows.values_list("kind_number", "pk", "row_name", "row_slug", *columns)


def _name(model: type[Tracked]) -> Coalesce:
    """The row's first non-empty name, or that of the row it is named by."""
    has = {field.name for field in model._meta.concrete_fields}
    names = [name for name in NAMES if name in has]
    for relation in getattr(model, "name_relations", ()):
        if any(field.name == "name" for field in _led_to(model, relation)._meta.concrete_fields):
            names.append(f"{relation}__name")
    texts = [Cast(NullIf(F(name), Value("")), TextField()) for name in names]
    return Coalesce(*texts, Value(""), Value(""), output_field=TextField())


def _led_to(model: type[Tracked], relation: str) -> Any:
    """The model at the end of a path of relations."""
    for step in relation.split("__"):
        model = model._meta.get_field(step).related_model
    return model


def _link(plan: Any, text: CheckedText) -> str:
    return edit_address(plan, text.model, text.pk, text.slug) or reverse("plans:agreements", args=[plan.slug])


# --- marks ----------------------------------------------------------------------------------------------


def check_marks(plan: Any, found: list[CheckedText]) -> Iterator[Finding]:
    """Each mark is one, leads somewhere, and states what the data say; images can be read aloud."""
    resolver = PlanResolver(plan)
    for text in (text for text in found if text.is_rich and "[[" in text.text):
        link = _link(plan, text)
        for mark in dict.fromkeys(placeholders.found(text.text)):
            for severity, (code, message, fix, why), facts in _said(mark, resolver):
                yield Finding(code, severity, text.where, message, fix, link, why, text.key, facts)
        for opening in dict.fromkeys(placeholders.broken(text.text)):
            yield Finding(
                "mark-unreadable",
                Severity.WARNING,
                text.where,
                _("“%s” is begun as a mark, but cannot be read as one.") % opening.strip(),
                _("End it with two square brackets, with no brackets or formatting inside."),
                link,
                _("The reader sees the brackets, and not what was meant."),
                text.key,
                (opening.strip(),),
            )


#: A finding's code, message, what to do, and why it matters.
Words = tuple[str, str, str, str]


def _said(mark: Placeholder, resolver: PlanResolver) -> Iterator[tuple[Severity, Words, tuple[Any, ...]]]:
    """What is wrong with the mark: how serious it is, its words, and the facts behind it."""
    if mark.kind == "tal":
        figure = resolver.figure(mark.code)
        if figure is None:
            yield Severity.ERROR, _broken_figure(mark), (mark.code,)
        elif mark.stated and stated.differs(mark.stated, figure):
            yield Severity.WARNING, _differing(mark, figure), (mark.code, mark.stated, _plain(figure))
    elif mark.kind == "billede":
        if resolver.image(mark.code) is None:
            yield Severity.ERROR, _broken_image(mark), (mark.code,)
        if not mark.alt:
            yield Severity.WARNING, _silent_image(mark), (mark.code,)


def _plain(figure: placeholders.TextFigure) -> Any:
    """The figure's value as a fact: a number, or a day and how exactly it is known."""
    value = figure.value
    return f"{value.first} {value.precision}" if isinstance(value, PartialDate) else value


def _broken_figure(mark: Placeholder) -> Words:
    return (
        "figure-reference-broken",
        _("The text refers to the figure “%s”, which the plan does not have.") % mark.code,
        _("Choose the figure from the list under the text, or take the mark out."),
        _("The reader sees that the figure is unknown."),
    )


def _differing(mark: Placeholder, figure: placeholders.TextFigure) -> Words:
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


def check_placeholders(plan: Any, texts_of_plan: list[CheckedText]) -> Iterator[Finding]:
    """Nothing is left that was to be filled in."""
    fix = _("Write what is missing, or take it out.")
    group = GroupWords(_("Texts"), _many_placeholders, fix, reverse("plans:agreements", args=[plan.slug]))
    for text in texts_of_plan:
        words = plain(text.text) if text.is_rich else text.text
        for found in dict.fromkeys(match[0].strip() for match in _PLACEHOLDER.finditer(words)):
            yield Finding(
                "placeholder-text-left",
                Severity.WARNING,
                text.where,
                _("“%s” stands where something is to be written.") % found,
                fix,
                _link(plan, text),
                _("What is unfinished should not reach the board or Landsbyggefonden."),
                text.key,
                (found,),
                group=group,
                detail=_("“%s”") % found,
            )


def _many_placeholders(count: int) -> str:
    sentence = ngettext(
        "In %(n)s place something is still to be written.", "In %(n)s places something is still to be written.", count
    )
    return sentence % {"n": count}
