"""A plan's document that fills every key of the schema, and ways to change it."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from tests.exchange.documents_plan import plan
from tests.exchange.documents_progress import bodies, day, progress
from tests.exchange.documents_shared import shared

Path = tuple[Any, ...]


def everything() -> dict[str, Any]:
    """Written as an export writes it: keys from names, lists in their order."""
    return {
        "schema": "abc-plan", "schema_version": 1, **shared(), "plan": plan(), **_agreement(), **_work(),
        **_posts(), **_archive(), **progress(),
        "financing": _financing(), **_measures(), **bodies(), "set_aside": _set_aside(),
    }  # fmt: skip


def _agreement() -> dict[str, Any]:
    return {
        "agreement": {
            "kind": "strategy", "printed_area": "Nord og Syd", "valid_from": day("2021-03-01"),
            "valid_to": day("2025-02-28"), "source": "Aftalen", "cited_round": "2015-18", "sections": [
                {"position": 1, "prescribed": "1", "heading": "Kort om boligområdet", "text": "<p>Her</p>"},
                {"position": 7, "heading": "Vores eget"},
            ],
        },
        "parties": [
            {
                "organisation": "aeblelunden", "role": "endorses", "printed_name": "ÆL",
                "represented_by": "byen-kommune", "joined": day("2021-09-01", "month"), "left": day("2023-01-01", "year"),
                "sub_agreements": [{"sub_agreement": "sundhed"}], "signatories": [
                    {"person": "formand", "title": "Formand", "state": "signed", "signed": day("2021-02-03")},
                    {"person": "oekonom"}, {"person": "formand-2", "sub_agreement": "sundhed", "state": "unsigned"},
                ],
            },
            {"organisation": "byen-kommune"},
        ],
    }  # fmt: skip


def _work() -> dict[str, Any]:
    return {
        "own_focus_areas": [{"code": "sundhed", "name": "Sundhed"}],
        "goals": [{"code": "eget-maal", "text": "Flere går til læge", "focus_area": "beskaeftigelse"}],
        "focus_areas": [
            {
                "focus_area": "beskaeftigelse", "local_name": "Arbejde", "problem": "<p>For få</p>",
                "is_chosen": False, "handled_where": "Et andet sted",
                "departments": [{"department": "parken", "start": day("2022-01-01", "year"), "end": day("2024-06-30")}],
            },
            {"focus_area": "sundhed"},
        ],
        "sub_agreements": [
            {
                "slug": "sundhed", "name": "Sundhed", "focus_area": "sundhed", "content": "<p>Aftale</p>",
                "target_groups": "Alle", "cited_round": "2015-18", "departments": [{"department": "parken"}],
                "areas": [{"area": "nord"}], "start": day("2021-03-01"), "end": day("2024-12-31"),
            },
            {"slug": "mere", "name": "Mere sundhed", "focus_area": "sundhed"},
        ],
        "sub_goals": [
            {
                "code": "mere-motion", "text": "Flere går ture", "sub_agreement": "sundhed",
                "goals": [{"goal": "eget-maal"}, {"goal": "arbejdsmarked"}],
            },
            {"code": "flere-i-job", "text": "Flere i job", "focus_area": "beskaeftigelse"},
        ],
        "activities": [
            {
                "code": "gaature", "name": "Gåture", "sub_agreement": "sundhed", **_described_activity(),
                "parts": [
                    {
                        "code": "aften", "name": "Aften", **_described_activity(),
                        "parts": [{"code": "sent", "name": "Sent"}],
                    },
                    {"code": "morgen", "name": "Morgen", "is_period_unknown": True, "described_with": "gaature"},
                ],
            },
            {
                "code": "netvaerk", "name": "Netværk", "focus_area": "beskaeftigelse", "described_with": "gaature",
                "is_period_unknown": True,
            },
        ],
        "stories": [
            {
                "kind": "learning", "title": "Gå i små hold", "happened": day("2022-01-01", "quarter"),
                "text": "<p>Det virkede</p>", "told_by": "Koordinator", "sub_agreement": "sundhed", "activity": "gaature",
            }
        ],
    }  # fmt: skip


def _posts() -> dict[str, Any]:
    return {
        "responsibilities": [
            {
                "sub_agreement": "sundhed", "phase": "Initiativ", "organisation": "aeblelunden", "who": "Koordinatoren",
                "contributes": "Lokaler",
            },
            {"who": "Alle", "contributes": "Idéer"},
        ],
        "positions": [
            {
                "code": "koordinator", "title": "Koordinator", "share": 1000, "headcount": 3, "vacancy": "vacant",
                "appointment": "Udvalget ansætter", "note": "Delt",
                "start": day("2021-03-01"), "end": day("2023-01-01", "year"), "organisations": [
                    {"organisation": "aeblelunden", "share": 500}, {"organisation": "byen-kommune", "role": "payer"},
                ],
                "holders": [
                    {"share": 250}, {"share": 250},
                    {"person": "oekonom", "share": 500, "start": day("2021-03-01"), "end": day("2022-01-01", "year")},
                ],
            },
            {"code": "leder", "title": "Leder"},
        ],
        "offices": [
            {
                "kind": "satellite", "name": "Skoven", "address": "Skovvej 1", "note": "Tirsdag",
                "start": day("2021-03-01"), "end": day("2023-01-01", "year"),
            },
            {"address": "Parkvej 2"},
        ],
    }  # fmt: skip


def _described_activity() -> dict[str, Any]:
    """What an activity and a part of one can say."""
    return {
        "state": "running", "purpose": "<p>Frisk luft</p>", "content": "<p>Hver tirsdag</p>", "target_group": "Ældre",
        "partners": "Klubben", "local_evaluation": "Hvert år", "start": day("2021-05-01", "month"),
        "end": day("2023-01-01", "year"), "departments": [{"department": "parken"}], "areas": [{"area": "nord"}],
        "least_age": 60, "most_age": 80, "admission": "sign_up", "admission_note": "Efter tur",
        "capacities": [{"least": 10, "most": 15, "qualifier": "about", "unit": "ældre", "per": "hold"}, {"least": 2}],
        "counts": [
            {"kind": "volunteers", "value": 12, "qualifier": "over"},
            {
                "kind": "other", "label": "Tursteder", "value": 0, "counted": day("2022-01-01", "quarter"),
                "source": "Klubben",
            },
        ],
        "sub_goals": [{"sub_goal": "mere-motion"}],
        "hours": [
            {
                "post": "koordinator", "least": "1.5", "most": "2", "basis": "Gennemsnit",
                "start": day("2021-05-01", "month"), "end": day("2023-01-01", "year"),
            },
            {"post": "leder", "least": "2"},
        ],
        "anchoring": {
            "who": "Klubben", "organisation": "aeblelunden", "how": "Selv", "due": day("2023-01-01", "year_start"),
            "state": "agreed", "note": "Skriftligt",
        },
    }  # fmt: skip


def _archive() -> dict[str, Any]:
    return {
        "files": [
            {
                "key": "kort", "title": "Kort over Nord", "kind": "map", "dated": day("2021-03-01", "season"),
                "covers_from": day("2020-01-01", "quarter"), "covers_to": day("2020-12-31"),
                "description": "Æ, ø og å", "sub_agreement": "sundhed", "sight": "board", "versions": [
                    {"number": 1, "name": "kort.pdf", "content": "JVBERi0xLjc="},
                    {"number": 3, "name": "Kort \"nyt\".pdf", "note": "Rettet", "content": "JVBERi0xLjcg"},
                ],
            },
            {"key": "billede", "title": "Billede", "activity": "aften"},
        ],
        "cooperation_agreements": [
            {
                "kind": "cofinancing", "title": "Aftale med skolen", "subject": "<p>Lommepenge</p>", "start": day("2021-01-01", "year"),
                "end": day("2022-06-01", "month"), "signed": day("2021-02-03"), "file": "kort", "parties": [
                    {"organisation": "byen-kommune"},
                    {"name": "Foreningen på hjørnet"},
                    {"organisation": "aeblelunden", "name": "Boligforeningen"},
                ],
            },
            {"title": "En til"},
        ],
    }  # fmt: skip


def _financing() -> dict[str, Any]:
    return {
        "sources": [
            {
                "kind": "lbf", "organisation": "byen-kommune", "label": "Landsbyggefonden", "contributions": [
                    {
                        "kind": "hours", "is_beside_plan": True, "effort": "Renoveringen", "purpose": "Timer", "amount_oere": 0, "note": "Skøn",
                        "periods": [
                            {"start": "2021-01-01", "end": "2021-12-31", "amount_oere": 9_999_999_999_999},
                            {"start": "2022-01-01", "end": "2022-12-31"},
                        ],
                        "stated": [
                            {
                                "subject": "per_year", "as_printed": "1 mio.", "place": "Essens", "qualifier": "over",
                                "note": "Uklart",
                            }
                        ],
                    },
                    {"kind": "in_kind", "counts_as_local": False},
                ],
            },
            {"kind": "department", "department": "parken"},
        ],
        "stated": [
            {"subject": "total", "as_printed": "23.200 mio.", "place": "Essens", "qualifier": "under", "note": "Enhed"}
        ],
    }  # fmt: skip


def _measures() -> dict[str, Any]:
    own = {"code": "egen", "name": "Egen", "goal": "eget-maal", "unit": "percent", "better": "lower", "source": "Os"}
    return {
        "indicators": [own],
        "observations": [
            {
                "indicator": "egen", "population": "department", "population_name": "Parken alene",
                "department": "parken", "part": "Dansk", "year": 2020, "period": "Efterår", "value": "-12.5",
                "qualifier": "about", "as_printed": "12,5 %", "source": "Os", "place": "Side 3",
                "instrument": "vive-2018", "area_note": "Uden Skoven", "definition": "Alle", "is_baseline": True,
                "is_used": False, "not_used_because": "En anden kilde",
            },
            {"indicator": "restgruppen", "population": "municipality", "year": 2020, "state": "suppressed"},
            {"indicator": "restgruppen", "population": "area", "value": "9999999999.9999"},
        ],
    }  # fmt: skip


def _set_aside() -> list[dict[str, Any]]:
    return [
        {
            "code": "values-disagree", "where": "Indikatorer · Egen", "fingerprint": "e986ecd7e8d9347f",
            "message": "To værdier for det samme faktum: 1 % og 2 %.", "reason": "De er fra hvert sit år.",
        }
    ]  # fmt: skip


# --- ways to change it --------------------------------------------------------------------------------------------


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in the document, the whole of it first."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield from places(item, (*path, step))


def at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def changed(path: Path, value: Any) -> Any:
    """The document with another value there."""
    document = everything()
    if not path:
        return value
    at(document, path[:-1])[path[-1]] = deepcopy(value)
    return document


def without(*paths: Path) -> Any:
    document = everything()
    for path in paths:
        del at(document, path[:-1])[path[-1]]
    return document


def kinds(value: Any) -> Iterable[Path]:
    """One place of each kind: the rows of a list are alike, so the last that has the key stands for all."""
    return {tuple(step for step in path if isinstance(step, str)): path for path in places(value) if path}.values()


def json_path(path: Path) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
