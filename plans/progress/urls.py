"""Addresses of the chain of goals, of one piece of work's own page, and of statuses set by hand."""

from django.urls import path

from plans.progress import views

addresses = [
    path("<slug:slug>/maalkaede/", views.GoalChain.as_view(), name="chain"),
    path("<slug:slug>/aktiviteter/<slug:code>/", views.ActivityPage.as_view(), name="activity"),
    path("<slug:slug>/aftaler/indsatsomraade/<int:pk>/", views.FocusAreaPage.as_view(), name="focus_area"),
    path("<slug:slug>/aftaler/<slug:sub>/", views.SubAgreementPage.as_view(), name="sub_agreement"),
    *views.ActivityOverrulePages.paths(
        "<slug:slug>/aktiviteter/<slug:code>/status/", add=None, edit="", delete="slet/"
    ),
    *views.SubAgreementOverrulePages.paths("<slug:slug>/aftaler/<slug:sub>/status/", add=None, edit="", delete="slet/"),
]
