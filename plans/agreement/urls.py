"""Addresses of the agreement, its sub-agreements and goals."""

from django.urls import path

from plans.agreement.views import agreement as agreements
from plans.agreement.views import parts as agreement_parts

addresses = [
    path("<slug:slug>/aftaler/", agreements.Agreements.as_view(), name="agreements"),
    path("<slug:slug>/aftaler/rediger/", agreements.EditAgreement.as_view(), name="agreement_edit"),
    path("<slug:slug>/aftaler/delaftale/", agreements.AddSubAgreement.as_view(), name="sub_agreement_add"),
    path("<slug:slug>/aftaler/afsnit/", agreements.AddSection.as_view(), name="section_add"),
    path("<slug:slug>/aftaler/afsnit/<int:pk>/rediger/", agreements.EditSection.as_view(), name="section_edit"),
    path("<slug:slug>/aftaler/indsatsomraade/", agreements.AddFocusArea.as_view(), name="focus_area_add"),
    path(
        "<slug:slug>/aftaler/indsatsomraade/<int:pk>/rediger/",
        agreements.EditFocusArea.as_view(),
        name="focus_area_edit",
    ),
    path("<slug:slug>/aftaler/parter/tilfoej/", agreements.AddParty.as_view(), name="party_add"),
    path("<slug:slug>/aftaler/parter/<int:pk>/rediger/", agreements.EditParty.as_view(), name="party_edit"),
    path("<slug:slug>/aftaler/parter/<int:pk>/slet/", agreements.DeleteParty.as_view(), name="party_delete"),
    path("<slug:slug>/aftaler/parter/<int:pk>/underskriver/", agreements.AddSignatory.as_view(), name="signatory_add"),
    path(
        "<slug:slug>/aftaler/underskrift/<int:pk>/rediger/", agreements.EditSignatory.as_view(), name="signatory_edit"
    ),
    path(
        "<slug:slug>/aftaler/underskrift/<int:pk>/slet/", agreements.DeleteSignatory.as_view(), name="signatory_delete"
    ),
    path("<slug:slug>/aftaler/afsnit/alle/", agreements.AddAllSections.as_view(), name="sections_edit"),
    path("<slug:slug>/aftaler/afsnit/<int:pk>/slet/", agreements.DeleteSection.as_view(), name="section_delete"),
    path("<slug:slug>/aftaler/indsatsomraade/eget/", agreement_parts.AddOwnFocusArea.as_view(), name="own_area_add"),
    path(
        "<slug:slug>/aftaler/indsatsomraade/<int:pk>/slet/",
        agreements.DeleteFocusArea.as_view(),
        name="focus_area_delete",
    ),
    path(
        "<slug:slug>/aftaler/indsatsomraade/<int:pk>/delmaal/",
        agreement_parts.AddAreaSubGoal.as_view(),
        name="area_sub_goal_add",
    ),
    path("<slug:slug>/aftaler/delmaal/<int:pk>/rediger/", agreement_parts.EditSubGoal.as_view(), name="sub_goal_edit"),
    path("<slug:slug>/aftaler/delmaal/<int:pk>/slet/", agreement_parts.DeleteSubGoal.as_view(), name="sub_goal_delete"),
    path("<slug:slug>/aftaler/maal/", agreement_parts.AddOwnGoal.as_view(), name="own_goal_add"),
    path("<slug:slug>/aftaler/maal/<int:pk>/rediger/", agreement_parts.EditOwnGoal.as_view(), name="own_goal_edit"),
    path("<slug:slug>/aftaler/maal/<int:pk>/slet/", agreement_parts.DeleteOwnGoal.as_view(), name="own_goal_delete"),
    path("<slug:slug>/aftaler/stoette/", agreement_parts.AddSupport.as_view(), name="support_add"),
    path("<slug:slug>/aftaler/stoette/<int:pk>/rediger/", agreement_parts.EditSupport.as_view(), name="support_edit"),
    path("<slug:slug>/aftaler/stoette/<int:pk>/slet/", agreement_parts.DeleteSupport.as_view(), name="support_delete"),
    path("<slug:slug>/aftaler/roller/rediger/", agreement_parts.EditPlanRoles.as_view(), name="roles_edit"),
    path("<slug:slug>/aftaler/<slug:sub>/rediger/", agreements.EditSubAgreement.as_view(), name="sub_agreement_edit"),
    path("<slug:slug>/aftaler/<slug:sub>/slet/", agreements.DeleteSubAgreement.as_view(), name="sub_agreement_delete"),
    path("<slug:slug>/aftaler/<slug:sub>/delmaal/", agreement_parts.AddSubGoal.as_view(), name="sub_goal_add"),
    path(
        "<slug:slug>/aftaler/<slug:sub>/roller/rediger/", agreement_parts.EditSubRoles.as_view(), name="sub_roles_edit"
    ),
]
