"""Addresses of the agreement, its sub-agreements and goals."""

from django.urls import path

from plans.agreement.views import agreement, parts

ROOT = "<slug:slug>/aftaler/"
AREA = f"{ROOT}indsatsomraade/<int:pk>/"
SUB = f"{ROOT}<slug:sub>/"

addresses = [
    path(ROOT, agreement.Agreements.as_view(), name="agreements"),
    *agreement.AgreementPages.paths(ROOT, add=None, edit="rediger/", delete=None),
    agreement.AllSectionsPages.edit_path(f"{ROOT}afsnit/alle/", "sections_edit"),
    *agreement.SectionPages.paths(f"{ROOT}afsnit/", add=""),
    *agreement.FocusAreaPages.paths(f"{ROOT}indsatsomraade/", add=""),
    agreement.OwnFocusAreaPages.add_path(f"{ROOT}indsatsomraade/eget/", "own_area_add"),
    *agreement.PartyPages.paths(f"{ROOT}parter/"),
    *agreement.SignatoryPages.paths(
        ROOT,
        add="parter/<int:pk>/underskriver/",
        edit="underskrift/<int:pk>/rediger/",
        delete="underskrift/<int:pk>/slet/",
    ),
    *parts.SubGoalPages.paths(f"{ROOT}delmaal/", add=None),
    parts.AreaSubGoalPages.add_path(f"{AREA}delmaal/", "area_sub_goal_add"),
    *parts.OwnGoalPages.paths(f"{ROOT}maal/", add=""),
    *parts.SupportPages.paths(f"{ROOT}stoette/", add=""),
    parts.PlanRolesPages.edit_path(f"{ROOT}roller/rediger/", "roles_edit"),
    *agreement.SubAgreementPages.paths(ROOT, add="delaftale/", edit="<slug:sub>/rediger/", delete="<slug:sub>/slet/"),
    parts.SubGoalPages.add_path(f"{SUB}delmaal/", "sub_goal_add"),
    parts.SubRolesPages.edit_path(f"{SUB}roller/rediger/", "sub_roles_edit"),
]
