"""Addresses under ``/planer/``; Danish words, English names."""

from django.urls import path

from plans import urls_following, urls_milestones
from plans.urls_results import result_addresses
from plans.urls_sheets import sheet_addresses
from plans.views import (
    activities,
    agreement_parts,
    agreements,
    archive,
    cooperation,
    life,
    plans,
    rounds,
    staffing,
    stories,
)

app_name = "plans"

activity_addresses = [
    path("<slug:slug>/aktiviteter/", activities.Activities.as_view(), name="activities"),
    path("<slug:slug>/aktiviteter/<int:pk>/rediger/", activities.EditActivity.as_view(), name="activity_edit"),
    path("<slug:slug>/aktiviteter/<int:pk>/slet/", activities.DeleteActivity.as_view(), name="activity_delete"),
    path("<slug:slug>/aktiviteter/<int:pk>/flyt/", activities.MoveActivity.as_view(), name="activity_move_edit"),
    path("<slug:slug>/aktiviteter/<int:pk>/del/", activities.AddPart.as_view(), name="activity_part_add"),
    path("<slug:slug>/aktiviteter/<int:pk>/forankring/", activities.EditAnchoring.as_view(), name="anchoring_edit"),
    path(
        "<slug:slug>/aktiviteter/<int:pk>/forankring/slet/",
        activities.DeleteAnchoring.as_view(),
        name="anchoring_delete",
    ),
    path("<slug:slug>/aktiviteter/<slug:code>/", activities.ActivityPage.as_view(), name="activity"),
    path("<slug:slug>/fortaellinger/", stories.Stories.as_view(), name="stories"),
    path("<slug:slug>/fortaellinger/tilfoej/", stories.AddStory.as_view(), name="story_add"),
    path("<slug:slug>/fortaellinger/<int:pk>/rediger/", stories.EditStory.as_view(), name="story_edit"),
    path("<slug:slug>/fortaellinger/<int:pk>/slet/", stories.DeleteStory.as_view(), name="story_delete"),
    path("<slug:slug>/bemanding/", staffing.Staffing.as_view(), name="staffing"),
    path("<slug:slug>/bemanding/tilfoej/", staffing.AddPosition.as_view(), name="position_add"),
    path("<slug:slug>/bemanding/<int:pk>/rediger/", staffing.EditPosition.as_view(), name="position_edit"),
    path("<slug:slug>/bemanding/<int:pk>/slet/", staffing.DeletePosition.as_view(), name="position_delete"),
]

urlpatterns = [
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
    path("<slug:slug>/aftaler/samarbejde/tilfoej/", cooperation.AddCooperation.as_view(), name="cooperation_add"),
    path("<slug:slug>/aftaler/samarbejde/<int:pk>/", cooperation.CooperationPage.as_view(), name="cooperation"),
    path(
        "<slug:slug>/aftaler/samarbejde/<int:pk>/rediger/",
        cooperation.EditCooperation.as_view(),
        name="cooperation_edit",
    ),
    path(
        "<slug:slug>/aftaler/samarbejde/<int:pk>/slet/",
        cooperation.DeleteCooperation.as_view(),
        name="cooperation_delete",
    ),
    path("<slug:slug>/arkiv/", archive.Archive.as_view(), name="archive"),
    path("<slug:slug>/arkiv/tilfoej/", archive.AddFile.as_view(), name="file_add"),
    path("<slug:slug>/arkiv/<slug:key>/billede/", archive.Picture.as_view(), name="file_picture"),
    path("<slug:slug>/arkiv/<int:pk>/", archive.FilePage.as_view(), name="file"),
    path("<slug:slug>/arkiv/<int:pk>/hent/", archive.Download.as_view(), name="file_download"),
    path("<slug:slug>/arkiv/<int:pk>/rediger/", archive.EditFile.as_view(), name="file_edit"),
    path("<slug:slug>/arkiv/<int:pk>/slet/", archive.DeleteFile.as_view(), name="file_delete"),
    path("<slug:slug>/arkiv/<int:pk>/version/", archive.AddVersion.as_view(), name="file_version_add"),
    path(
        "<slug:slug>/arkiv/<int:pk>/version/<int:number>/hent/",
        archive.Download.as_view(),
        name="file_version_download",
    ),
    path(
        "<slug:slug>/arkiv/<int:pk>/version/<int:number>/slet/",
        archive.DeleteVersion.as_view(),
        name="file_version_delete",
    ),
    path("<slug:slug>/aftaler/afsnit/alle/", agreements.AddAllSections.as_view(), name="sections_edit"),
    path("<slug:slug>/aftaler/afsnit/<int:pk>/slet/", agreements.DeleteSection.as_view(), name="section_delete"),
    path("<slug:slug>/aftaler/indsatsomraade/eget/", agreement_parts.AddOwnFocusArea.as_view(), name="own_area_add"),
    path("<slug:slug>/aftaler/indsatsomraade/<int:pk>/", agreement_parts.FocusAreaPage.as_view(), name="focus_area"),
    path(
        "<slug:slug>/aftaler/indsatsomraade/<int:pk>/slet/",
        agreements.DeleteFocusArea.as_view(),
        name="focus_area_delete",
    ),
    path(
        "<slug:slug>/aftaler/indsatsomraade/<int:pk>/aktivitet/",
        agreement_parts.AddAreaActivity.as_view(),
        name="area_activity_add",
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
    path("<slug:slug>/aftaler/<slug:sub>/", agreement_parts.SubAgreementPage.as_view(), name="sub_agreement"),
    path("<slug:slug>/aftaler/<slug:sub>/rediger/", agreements.EditSubAgreement.as_view(), name="sub_agreement_edit"),
    path("<slug:slug>/aftaler/<slug:sub>/slet/", agreements.DeleteSubAgreement.as_view(), name="sub_agreement_delete"),
    path("<slug:slug>/aftaler/<slug:sub>/delmaal/", agreement_parts.AddSubGoal.as_view(), name="sub_goal_add"),
    path(
        "<slug:slug>/aftaler/<slug:sub>/roller/rediger/", agreement_parts.EditSubRoles.as_view(), name="sub_roles_edit"
    ),
    path("<slug:slug>/aftaler/<slug:sub>/aktivitet/", activities.AddActivity.as_view(), name="activity_add"),
    *activity_addresses,
    *urls_following.addresses,
    *urls_milestones.addresses,
    *result_addresses,
    *sheet_addresses,
]
