"""Addresses of the milestones, under ``/planer/<slug>/milepaele/``.

What is no single milestone's stands under ``alle/``: a milestone's short name may be any one word.
"""

from django.urls import path

from plans.milestones.views import many as milestones_many
from plans.milestones.views import milestones, workbooks
from plans.milestones.views import rows as milestone_rows

ROOT = "<slug:slug>/milepaele/"

addresses = [
    path(ROOT, milestones.Milestones.as_view(), name="milestones"),
    path(f"{ROOT}alle/tilfoej/", milestone_rows.AddMilestone.as_view(), name="milestone_add"),
    path(f"{ROOT}alle/flere/", milestones_many.ChangeMany.as_view(), name="milestones_change"),
    path(f"{ROOT}alle/viderefoer/", milestones_many.CopyForward.as_view(), name="milestones_forward"),
    path(f"{ROOT}alle/filtre/", milestones_many.Filters.as_view(), name="milestone_filters"),
    # The page that edits stands first: it is where the portal leads who wants to mend a milestone.
    path(f"{ROOT}<int:pk>/rediger/", milestone_rows.EditMilestone.as_view(), name="milestone_edit"),
    path(f"{ROOT}<int:pk>/slet/", milestone_rows.DeleteMilestone.as_view(), name="milestone_delete"),
    *(
        path(f"{ROOT}<int:pk>/{word}/", view.as_view(), name=f"milestone_{view.name}_act")
        for word, view in (
            ("naaet", milestone_rows.Reached),
            ("i-gang", milestone_rows.UnderWay),
            ("udskyd", milestone_rows.Postpone),
            ("opgiv", milestone_rows.Drop),
            ("tag-tilbage", milestone_rows.TakeBack),
            ("godkend", milestone_rows.Approve),
        )
    ),
    path(f"{ROOT}<slug:code>/", milestones.MilestonePage.as_view(), name="milestone"),
    path("<slug:slug>/milepaele/alle/excel/", workbooks.MilestonesWorkbook.as_view(), name="milestones_workbook"),
    path("<slug:slug>/milepaele/alle/indlaes/", workbooks.MilestonesImport.as_view(), name="milestones_import"),
]
