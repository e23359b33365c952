"""Bodies as facts for a page: seats, who holds them, how often they meet."""

from collections.abc import Callable, Iterable, Mapping
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


@dataclass(frozen=True)
class BodyGroup:
    """Bodies that are the same in all but their name and what they are about, so that they are told once."""

    bodies: tuple[BodyFacts, ...]

    @property
    def first(self) -> BodyFacts:
        return self.bodies[0]

    @property
    def is_one(self) -> bool:
        return len(self.bodies) == 1


def grouped(bodies: Iterable[BodyFacts]) -> list[BodyGroup]:
    """Those that are alike together, in the order of the first of each; who holds a seat is told body by body."""
    found: dict[Any, list[BodyFacts]] = {}
    for body in bodies:
        seats = tuple((seat.title, seat.organisation, seat.people) for seat in body.seats)
        is_held = any(seat.holders for seat in body.seats)
        alike = (body.kind, body.purpose, body.rhythm, body.meets_before, seats)
        found.setdefault(body.pk if is_held or not seats else alike, []).append(body)
    return [BodyGroup(tuple(listed)) for listed in found.values()]


def body_facts(
    bodies: Iterable[Any], *, day: date, contacts: Callable[[Any], Mapping[int, Any]], orders: bool = True
) -> list[BodyFacts]:
    """Bodies that come ``with_seats()``; ``contacts`` has the contact details that the reader may see, by person.

    They also come ``with_orders()`` unless ``orders`` is false.
    """
    return [
        BodyFacts(
            pk=body.pk,
            name=body.name,
            kind=body.get_kind_display(),
            about=_about(body),
            purpose=body.purpose,
            rhythm=rhythm_words(body),
            meets_before=tuple(order.later.name for order in body.meets_before.all()) if orders else (),
            seats=tuple(_seat(seat, day, contacts(body)) for seat in body.seats.all()),
        )
        for body in bodies
    ]


def _about(body: Any) -> str:
    if body.sub_agreement:
        return str(body.sub_agreement.name)
    return str(body.area.name) if body.area else ""


def _seat(seat: Any, day: date, contacts: Mapping[int, Any]) -> SeatFacts:
    held = [
        holder for holder in seat.holders.all()
        if (holder.starts_on is None or holder.starts_on <= day) and (holder.ends_on is None or day <= holder.ends_on)
    ]  # fmt: skip
    return SeatFacts(
        pk=seat.pk,
        title=seat.title,
        organisation=seat.organisation.name if seat.organisation else "",
        people=people_words(seat),
        holders=tuple(_holder(item, contacts.get(item.person_id)) for item in held),
    )


def _holder(row: Any, details: Any) -> HolderFacts:
    return HolderFacts(
        pk=row.pk,
        name=row.person.name,
        email=details.email if details else "",
        phone=details.phone if details else "",
        since=row.starts_on,
    )


def rhythm_words(body: Any) -> str:
    """``2 møder om året``, ``ca. 2 møder om året``, ``2-4 møder om året``, then the words of the document."""
    text = _meetings(body.meetings_least, body.meetings_most)
    if text and body.meetings_about:
        text = _("about %s") % text
    return ". ".join(part for part in (text, body.rhythm) if part) or _("rhythm not stated")


def _meetings(least: int | None, most: int | None) -> str:
    """A number or a range, which may have a single end."""
    if least is not None and most is not None and least != most:
        return _("%(least)s–%(most)s meetings a year") % {"least": least, "most": most}
    if least is not None and most is not None:
        text = ngettext("%(number)s meeting a year", "%(number)s meetings a year", least)
    elif least is not None:
        text = ngettext("at least %(number)s meeting a year", "at least %(number)s meetings a year", least)
    elif most is not None:
        text = ngettext("at most %(number)s meeting a year", "at most %(number)s meetings a year", most)
    else:
        return ""
    return text % {"number": most if least is None else least}


def people_words(seat: Any) -> str:
    """How many people the seat is for, as far as it is stated."""
    text = _people(seat.least, seat.most)
    if text and seat.per:
        text = _("%(number)s for each %(what)s") % {"number": text, "what": seat.per}
    if seat.is_ad_hoc:
        text = ", ".join(part for part in (text, _("when needed")) if part)
    return text


def _people(least: int | None, most: int | None) -> str:
    if least is None:
        return "" if most is None else _("at most %s") % most
    if most is None:
        return _("at least %s") % least
    return str(least) if least == most else f"{least}–{most}"
