"""Bodies as facts for a page: seats, who holds them, how often they meet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class HolderFacts:
    pk: int
    name: str
    email: str
    phone: str
    since: date | None


@dataclass(frozen=True)
class SeatFacts:
    pk: int
    title: str
    organisation: str
    people: str
    holders: tuple[HolderFacts, ...]


@dataclass(frozen=True)
class BodyFacts:
    pk: int
    name: str
    kind: str
    about: str
    purpose: str
    rhythm: str
    meets_before: tuple[str, ...]
    seats: tuple[SeatFacts, ...]
    shows_contacts: bool


def body_facts(bodies: Iterable[Any], *, day: date, contacts: Callable[[Any], bool]) -> list[BodyFacts]:
    """Bodies with seats, holders and orders fetched; ``contacts`` says whose details the reader may see."""
    return [
        BodyFacts(
            pk=body.pk,
            name=body.name,
            kind=body.get_kind_display(),
            about=_about(body),
            purpose=body.purpose,
            rhythm=rhythm_words(body),
            meets_before=tuple(order.later.name for order in body.meets_before.all()),
            seats=tuple(_seat(seat, day, contacts(body)) for seat in body.seats.all()),
            shows_contacts=contacts(body),
        )
        for body in bodies
    ]


def _about(body: Any) -> str:
    if body.sub_agreement:
        return str(body.sub_agreement.name)
    return str(body.area.name) if body.area else ""


def _seat(seat: Any, day: date, shows_contacts: bool) -> SeatFacts:
    held = [
        each for each in seat.holders.all()
        if (each.starts_on is None or each.starts_on <= day) and (each.ends_on is None or day <= each.ends_on)
    ]  # fmt: skip
    return SeatFacts(
        pk=seat.pk,
        title=seat.title,
        organisation=seat.organisation.name if seat.organisation else "",
        people=people_words(seat),
        holders=tuple(
            HolderFacts(
                pk=each.pk,
                name=each.person.name,
                email=each.person.email if shows_contacts else "",
                phone=each.person.phone if shows_contacts else "",
                since=each.starts_on,
            )
            for each in held
        ),
    )


def rhythm_words(body: Any) -> str:
    """``2 møder om året``, ``ca. 2 møder om året``, ``2-4 møder om året``, then the words of the document."""
    least, most = body.meetings_least, body.meetings_most
    parts = []
    if least is not None and most is not None and least != most:
        parts.append(_("%(least)s–%(most)s meetings a year") % {"least": least, "most": most})
    elif least is not None or most is not None:
        number = least if least is not None else most
        parts.append(ngettext("%(number)s meeting a year", "%(number)s meetings a year", number) % {"number": number})
    text = ", ".join(parts)
    if text and body.meetings_about:
        text = _("about %s") % text
    return ". ".join(part for part in (text, body.rhythm) if part) or _("rhythm not stated")


def people_words(seat: Any) -> str:
    """How many people the seat is for, as far as it is stated."""
    if seat.least is None and seat.most is None:
        text = ""
    elif seat.least == seat.most or seat.most is None or seat.least is None:
        text = str(seat.least if seat.least is not None else seat.most)
    else:
        text = f"{seat.least}–{seat.most}"
    if text and seat.per:
        text = _("%(number)s for each %(what)s") % {"number": text, "what": seat.per}
    if seat.is_ad_hoc:
        text = ", ".join(part for part in (text, _("when needed")) if part)
    return text
