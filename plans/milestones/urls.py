"""Addresses of the milestones, under ``/planer/<slug>/milepaele/``.

Pages about several milestones are under ``alle/``, since a milestone's short name may be any single word.
"""

from django.urls import path

from plans.milestones.views import many as milestones_many
from plans.milestones.views import milestones, workbooks
from plans.milestones.views import rows as milestone_rows

ROOT = "<slug:slug>/milepaele/"

addresses = [
    path(ROOT, milestones.Milestones.as_view(), name="milestones"),
    path(f"{ROOT}alle/flere/", milestones_many.ChangeMany.as_view(), name="milestones_change"),
    path(f"{ROOT}alle/viderefoer/", milestones_many.CopyForward.as_view(), name="milestones_forward"),
    path(f"{ROOT}alle/filtre/", milestones_many.Filters.as_view(), name="milestone_filters"),
    *milestone_rows.MilestonePages.paths(ROOT, add="alle/tilfoej/"),
    *(
        pages.edit_path(f"{ROOT}<int:pk>/{word}/", f"milestone_{pages.step}_act")
        for word, pages in (
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
