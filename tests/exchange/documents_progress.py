"""What an imagined plan with everything is to reach, and who follows it: criteria, results, milestones and bodies."""

from typing import Any


def day(text: str, precision: str = "day") -> dict[str, str]:
    return {"date": text, "precision": precision}


def _quarter() -> dict[str, Any]:
    return {"start": day("2021-03-01"), "end": day("2021-05-31")}


def _criteria() -> list[dict[str, Any]]:
    return [
        {
            "code": "a-deltog", "activity": "gaature", "step": "reach", "text": "ældre gik med", "comparison": "gt",
            "target": "100", "unit": "ældre", "counts_people": False, "counting": "latest", "rhythm": "year",
            "start": day("2021-03-01"), "end": day("2022-02-28"), "note": "Talt ved start",
        },
        {
            "code": "b-retning", "sub_goal": "mere-motion", "text": "fravær", "target_kind": "direction",
            "direction": "down", "baseline": "12.5", "counting": "latest",
        },
        {
            "code": "c-ord", "activity": "gaature", "text": "en aftale er indgået", "target_kind": "text",
            "target_text": "Aftalen er underskrevet",
        },
        {"code": "d-andel", "activity": "gaature", "text": "var glade", "target_kind": "share", "target": "50"},
        {
            "code": "e-trin", "activity": "gaature", "text": "røg ikke", "target_kind": "share", "comparison": "nl",
            "target": "10", "basis": "more", "baseline": "12.5", "interim_target": "4",
            "interim": day("2022-12-31"),
            "target_text": "Målt af skolerne", "counting": "latest", "rhythm": "year",
        },
        {
            "code": "f-hver", "activity": "gaature", "text": "frivillige", "target": "3", "each_department": True,
            "department_count": 2, "counting": "latest",
        },
    ]  # fmt: skip


def progress() -> dict[str, Any]:
    """What is to be reached, what was counted and what is to have happened."""
    return {
        "criteria": _criteria(),
        "results": [
            {
                "criterion": "a-deltog", "grain": "year", "start": day("2021-03-01"), "end": day("2022-02-28"),
                "value": "12", "is_approximate": True, "source": "Lister", "note": "Uden børn", "reported": "2022-03-05",
            },
            {
                "criterion": "a-deltog", "grain": "event", "start": day("2021-06-01"), "end": day("2021-06-01"),
                "label": "Åbent hus", "value": "7",
            },
            {"criterion": "b-retning", **_quarter(), "state": "suppressed"},
            {"criterion": "c-ord", **_quarter(), "text": "Et udkast", "judgement": "partly"},
            {"criterion": "d-andel", **_quarter(), "numerator": 10, "denominator": 20},
            {"criterion": "f-hver", **_quarter(), "department": "parken", "value": "4"},
            {"criterion": "f-hver", **_quarter(), "department": "skoven", "value": "2"},
        ],
        "closed_periods": [
            {
                "start": "2023-03-01", "end": "2023-05-31", "reason": "Indberettet", "closed_by": "Sekretariatslederen",
                "closed": "2023-06-10",
            },
        ],
        **_milestones(),
    }  # fmt: skip


def _milestones() -> dict[str, Any]:
    return {
        "milestones": [
            {
                "code": "foerste", "text": "Det første møde er holdt", "activity": "gaature", "due": day("2021-08-31"),
                "due_quarter": 2, "person": "oekonom", "post": "leder", "state": "reached",
                "reached": day("2021-08-01", "month"), "note": "Et godt møde", "reported": "2021-09-01",
                "postponements": [
                    {
                        "former": day("2021-05-31"), "former_quarter": 1, "decided": day("2021-05-01"),
                        "reason": "Regn",
                    },
                ],
                "evidence": [{"note": "Referat", "link": "https://eksempel.dk/referat", "file": "kort"}],
            },
            {
                "code": "andet", "text": "Aftalen er fornyet", "sub_agreement": "sundhed", "state": "dropped",
                "dropped_because": "Ingen midler", "responsible": "Foreningen", "due": day("2022-01-01", "quarter"),
            },
            {
                "code": "tredje", "text": "Næste møde er holdt", "focus_area": "beskaeftigelse", "is_draft": True,
                "follows": "foerste",
            },
        ],
        "overrules": [
            {
                "activity": "gaature", "status": "behind", "because": "Mangler frivillige", "by": "Sekretariatslederen",
                "decided": "2022-01-01",
            },
            {
                "sub_agreement": "sundhed", "status": "on_track", "because": "Ny aftale", "by": "Sekretariatslederen",
                "decided": "2022-02-01",
            },
        ],
    }  # fmt: skip


def bodies() -> dict[str, Any]:
    return {
        "bodies": [
            {
                "kind": "follow_up_group", "name": "Følgegruppen", "sub_agreement": "sundhed", "area": "nord",
                "purpose": "<p>Følger</p>", "meetings_least": 2, "meetings_most": 32767, "meetings_about": True,
                "rhythm": "Før bestyrelsen", "cited_round": "2015-18", "seats": [
                    {
                        "title": "Formand", "organisation": "aeblelunden", "least": 0, "most": 2,
                        "per": "afdeling", "is_ad_hoc": True, "holders": [
                            {"person": "formand", "end": "2021-12-31"},
                            {"person": "formand-2", "start": "2021-03-01"},
                        ],
                    },
                    {"title": "Gæst"},
                ],
            },
            {"kind": "board", "name": "Bestyrelsen"},
        ],
        "body_order": [{"first": "Følgegruppen", "then": "Bestyrelsen"}],
    }  # fmt: skip
