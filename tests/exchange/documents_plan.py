"""The part of the document that fills every key of the plan itself."""

from typing import Any

from tests.exchange.documents_progress import day


def plan() -> dict[str, Any]:
    return {
        "slug": "alt-2021-2025", "name": "Alt 2021-2025", "title": "Det hele", "municipality": "byen-kommune",
        "towns": "Byen, Landsbyen",
        "round": "2019-26", "case_number": "123456", "start": day("2021-03-01"), "end": day("2024-12-01", "season"),
        "vision": "<p>En <strong>god</strong> by</p>",
        "relations": [
            {"kind": "continues", "name": "En tidligere plan", "note": "Kun Parken"},
            {"kind": "continues", "plan": "plan-foer"},
        ],
        "accounting_month": 7, "is_financing_complete": True, "stated_departments": 4, "covers_all_departments": True,
        "stated_areas": 0, "small_count": 3, "stale_days": 60, "entered": "2021-02-01", "is_example": True,
        **_life(),
        "efforts": [
            {
                "kind": "renovation", "name": "Renoveringen", "organisation": "aeblelunden",
                "description": "<p>Nye tage</p>", "link": "https://eksempel.dk/tage",
                "start": day("2022-01-01", "year"),
                "end": day("2026-01-01", "year"), "parties": [
                    {"organisation": "byen-kommune", "aim": "Flere i arbejde"},
                    {"organisation": "aeblelunden", "name": "Boligforeningen"}, {"name": "Klubben"},
                ],
                "departments": [{"department": "skoven"}], "areas": [{"area": "nord"}],
            },
            {"kind": "municipal", "name": "Kommunens eget"},
        ],
        "supports": [
            {"kind": "un_goal", "number": 4, "name": "Kvalitetsuddannelse", "note": "Lektiecaféen"},
            {"kind": "municipal", "name": "Ungepolitik", "organisation": "byen-kommune"},
        ],
        "areas": [
            {
                "area": "nord", "joint_name": "Nord og Syd", "joined": day("2021-09-01", "month"),
                "left": day("2023-01-01", "year"),
            }
        ],
        "departments": [
            {
                "department": "parken", "status": "cooperates", "part": "Blok 1-4",
                "joined": day("2021-09-01", "season"),
                "left": day("2023-01-01", "year"),
            },
            {"department": "skoven"},
        ],
    }  # fmt: skip


def _life() -> dict[str, Any]:
    return {
        "steps": [
            {
                "state": "prequalified", "happened": day("2019-08-21", "month_end"), "by_whom": "LBF",
                "lbf_wording": "Prækvalificeret", "case_number": "12-345", "note": "Foreløbigt beløb",
                "approvals": [
                    {
                        "organisation": "byen-kommune", "by_whom": "Byrådet", "state": "refused",
                        "decided": day("2019-06-01", "month"), "note": "Genoptages",
                    },
                    {"by_whom": "Bestyrelsen"},
                ],
            },
            {"state": "running", "is_entered_as_it_stands": True},
        ],
        "extensions": [
            {
                "decided": day("2023-01-01", "year"), "former_end": day("2023-12-31"),
                "new_end": day("2024-12-01", "season"),
                "former_name": "Alt 2021-2023", "note": "Et år mere", "approvals": [
                    {
                        "organisation": "aeblelunden", "by_whom": "Bestyrelsen", "state": "awaited",
                        "decided": day("2023-02-01"), "note": "Enigt",
                    }
                ],
            }
        ],
        "former_names": [{"name": "Alting", "until": day("2022-01-01", "year"), "note": "Det var for langt"}],
        "stated": [
            {"subject": "end", "as_printed": "vinteren 2024/25", "place": "Aftalen", "is_used": True, "note": "Senest"},
            {"subject": "end", "as_printed": "2024", "place": "Ansøgningen"},
        ],
    }  # fmt: skip
