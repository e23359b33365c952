"""Addresses of workbooks that are fetched and read in again."""

from django.urls import path

from plans.views import sheets

sheet_addresses = [
    path("<slug:slug>/resultater/excel/", sheets.ResultsWorkbook.as_view(), name="results_workbook"),
    path("<slug:slug>/resultater/indlaes/", sheets.ResultsImport.as_view(), name="results_import"),
    path("<slug:slug>/milepaele/alle/excel/", sheets.MilestonesWorkbook.as_view(), name="milestones_workbook"),
    path("<slug:slug>/milepaele/alle/indlaes/", sheets.MilestonesImport.as_view(), name="milestones_import"),
]
