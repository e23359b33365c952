"""Addresses of the list of plans, and of a plan's course, round and period."""

from django.urls import path

from plans.lifecycle.views import plans, rounds, steps

LIFE = "<slug:slug>/forloeb/"

addresses = [
    path("", plans.PlanList.as_view(), name="list"),
    *plans.PlanRowPages.paths("<slug:slug>/", add=None, edit="rediger/", delete=None),
    path("<slug:slug>/midler/", rounds.Round.as_view(), name="round"),
    rounds.MoveToRoundPages.edit_path("<slug:slug>/midler/rediger/", "round_edit"),
    path(LIFE, steps.Life.as_view(), name="life"),
    *steps.StepPages.paths(f"{LIFE}trin/", add=""),
    *steps.ExtensionPages.paths(f"{LIFE}forlaengelse/", add=""),
    *steps.RelationPages.paths(f"{LIFE}plan/", add=""),
    *steps.AreaPages.paths(f"{LIFE}omraade/", add=""),
    *steps.DepartmentPages.paths(f"{LIFE}afdeling/", add=""),
    *steps.FormerNamePages.paths(f"{LIFE}navn/", add=""),
    *steps.StatedValuePages.paths(f"{LIFE}oplyst/", add=""),
    *steps.EffortPages.paths(f"{LIFE}indsats/", add=""),
]
