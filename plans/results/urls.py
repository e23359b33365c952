"""Addresses of success criteria and results, under a plan's own: Danish words, English names."""

from django.urls import path

from plans.results.views import criteria, results, workbooks

ROOT = "<slug:slug>/resultater/"

addresses = [
    path(ROOT, results.Results.as_view(), name="results"),
    path(f"{ROOT}raekke/", results.SaveRow.as_view(), name="results_save_row"),
    path(f"{ROOT}side/", results.SaveResults.as_view(), name="results_save_page"),
    path(f"{ROOT}kopier/", criteria.CopyCriteria.as_view(), name="criteria_copy"),
    *results.ClosedPeriodPages.paths(ROOT, add="kvartal/<int:number>/luk/", edit=None, delete="lukket/<int:pk>/aabn/"),
    *results.ResultPages.paths(ROOT, add="kriterium/<int:pk>/tilfoej/"),
    path(f"{ROOT}kriterium/saetning/", criteria.Preview.as_view(), name="criterion_preview"),
    *criteria.CriterionPages.paths(f"{ROOT}kriterium/", add=None),
    criteria.CriterionPages.add_path("<slug:slug>/aktiviteter/<int:pk>/kriterium/", "criterion_add"),
    criteria.GoalCriterionPages.add_path("<slug:slug>/aftaler/delmaal/<int:pk>/kriterium/", "goal_criterion_add"),
    path("<slug:slug>/resultater/excel/", workbooks.ResultsWorkbook.as_view(), name="results_workbook"),
    path("<slug:slug>/resultater/indlaes/", workbooks.ResultsImport.as_view(), name="results_import"),
]
