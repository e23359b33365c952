"""Addresses of the list of plans, and of a plan's course, round and period."""

from django.urls import path

from plans.lifecycle.views import plans, rounds
from plans.lifecycle.views import steps as life

addresses = [
    path("", plans.PlanList.as_view(), name="list"),
    path("<slug:slug>/rediger/", plans.EditPlan.as_view(), name="edit"),
    path("<slug:slug>/midler/", rounds.Round.as_view(), name="round"),
    path("<slug:slug>/midler/rediger/", rounds.MoveToRound.as_view(), name="round_edit"),
    path("<slug:slug>/forloeb/", life.Life.as_view(), name="life"),
    *(
        path(f"<slug:slug>/forloeb/{place}/", view.as_view(), name=f"{kind}_{verb}")
        for kind, word, add, edit, delete in (
            ("step", "trin", life.AddStep, life.EditStep, life.UndoStep),
            ("extension", "forlaengelse", life.Extend, life.EditExtension, life.UndoExtension),
            ("relation", "plan", life.AddRelation, life.EditRelation, life.DeleteRelation),
            ("area", "omraade", life.AddArea, life.EditArea, life.DeleteArea),
            ("department", "afdeling", life.AddDepartment, life.EditDepartment, life.DeleteDepartment),
            ("effort", "indsats", life.AddEffort, life.EditEffort, life.DeleteEffort),
        )
        for verb, place, view in (
            ("add", word, add),
            ("edit", f"{word}/<int:pk>/rediger", edit),
            ("delete", f"{word}/<int:pk>/slet", delete),
        )
    ),
]
