"""Addresses of success criteria and results, under a plan's own: Danish words, English names."""

from django.urls import path

from plans.results.views import criteria, results, workbooks

ROOT = "<slug:slug>/resultater/"

addresses = [
    path(ROOT, results.Results.as_view(), name="results"),
    path(f"{ROOT}raekke/", results.SaveRow.as_view(), name="results_save_row"),
    path(f"{ROOT}side/", results.SaveResults.as_view(), name="results_save_page"),
    path(f"{ROOT}kopier/", criteria.CopyCriteria.as_view(), name="criteria_copy"),
    path(f"{ROOT}kvartal/<int:number>/luk/", results.ClosePeriod.as_view(), name="closed_period_add"),
    path(f"{ROOT}lukket/<int:pk>/aabn/", results.OpenPeriod.as_view(), name="closed_period_delete"),
    path(f"{ROOT}<int:pk>/rediger/", results.EditResult.as_view(), name="result_edit"),
    path(f"{ROOT}<int:pk>/slet/", results.DeleteResult.as_view(), name="result_delete"),
    path(f"{ROOT}kriterium/saetning/", criteria.Preview.as_view(), name="criterion_preview"),
    path(f"{ROOT}kriterium/<int:pk>/tilfoej/", results.AddResult.as_view(), name="result_add"),
    path(f"{ROOT}kriterium/<int:pk>/rediger/", criteria.EditCriterion.as_view(), name="criterion_edit"),
    path(f"{ROOT}kriterium/<int:pk>/slet/", criteria.DeleteCriterion.as_view(), name="criterion_delete"),
    path("<slug:slug>/aktiviteter/<int:pk>/kriterium/", criteria.AddCriterion.as_view(), name="criterion_add"),
    path(
        "<slug:slug>/aftaler/delmaal/<int:pk>/kriterium/",
        criteria.AddGoalCriterion.as_view(),
        name="goal_criterion_add",
    ),
    path("<slug:slug>/resultater/excel/", workbooks.ResultsWorkbook.as_view(), name="results_workbook"),
    path("<slug:slug>/resultater/indlaes/", workbooks.ResultsImport.as_view(), name="results_import"),
]
