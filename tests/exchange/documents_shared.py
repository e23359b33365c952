"""The part of the document that fills every key which other plans share: organisations, places, people, counts."""

from typing import Any

from tests.exchange.documents_progress import day


def shared() -> dict[str, Any]:
    return {
        "organisations": [
            {
                "key": "aeblelunden", "kind": "housing", "name": "Æblelunden", "short_name": "ÆL", "cvr": "62816414",
                "municipality": "byen-kommune",
                "aliases": ["Boligforeningen Æblelunden", "Ældre navn"],
            },
            {"key": "byen-kommune", "kind": "municipality", "name": "Byen Kommune"},
        ],
        "departments": [
            {
                "key": "parken", "organisation": "aeblelunden", "name": "Parken", "number": "463-0",
                "municipality": "byen-kommune", "aliases": ["Parkvej"],
                "listings": [
                    {
                        "list": "ghetto", "printed_name": "Særligt udsat", "start": day("2010-10-05"),
                        "end": day("2012-01-01", "year"), "source": "Ministeriet",
                    }
                ],
                "former_owners": [
                    {
                        "organisation": "aeblelunden", "start": day("1990-01-01", "year"),
                        "end": day("1999-12-31"), "source": "Årsberetningen",
                    }
                ],
            },
            {"key": "skoven", "organisation": "aeblelunden", "name": "Skoven"},
        ],
        **_areas_and_people(),
    }  # fmt: skip


def _areas_and_people() -> dict[str, Any]:
    return {
        "areas": [
            {
                "key": "nord", "name": "Nord", "municipality": "byen-kommune", "aliases": ["Nordbyen"],
                "departments": [
                    {
                        "department": "parken", "part": "Blok 1-4", "start": day("2020-01-01", "year"),
                        "end": day("2024-06-01", "month"),
                    },
                    {"department": "skoven"},
                ],
                "listings": [
                    {
                        "list": "exposed", "printed_name": "Særligt udsat", "start": day("2010-10-05"),
                        "end": day("2012-09-01", "year_end"), "source": "Ministeriet",
                    },
                    {"list": "none", "start": day("2021-12-01")},
                ],
            }
        ],
        "people": [
            {"key": "formand", "name": "Formand", "title": "Formand", "organisation": "aeblelunden"},
            {"key": "formand-2", "name": "Formand", "title": "Formand", "organisation": "aeblelunden"},
            {"key": "oekonom", "name": "Økonom"},
        ],
        "counts": [
            {
                "kind": "dwellings", "value": 394, "source": "Essens", "qualifier": "about",
                "counted": day("2021-01-01", "quarter"), "departments": ["parken", "skoven"], "areas": ["nord"],
            }
        ],
    }  # fmt: skip
