"""Addresses of the chain of goals, of one piece of work's own page, and of statuses set by hand."""

from django.urls import path

from plans.progress import views

addresses = [
    path("<slug:slug>/maalkaede/", views.GoalChain.as_view(), name="chain"),
    path("<slug:slug>/aktiviteter/<slug:code>/", views.ActivityPage.as_view(), name="activity"),
    path("<slug:slug>/aftaler/indsatsomraade/<int:pk>/", views.FocusAreaPage.as_view(), name="focus_area"),
    path("<slug:slug>/aftaler/<slug:sub>/", views.SubAgreementPage.as_view(), name="sub_agreement"),
    path(
        "<slug:slug>/aktiviteter/<slug:code>/status/",
        views.OverruleActivity.as_view(),
        name="activity_overrule_edit",
    ),
    path(
        "<slug:slug>/aktiviteter/<slug:code>/status/slet/",
        views.WorkOutActivity.as_view(),
        name="activity_overrule_delete",
    ),
    path(
        "<slug:slug>/aftaler/<slug:sub>/status/",
        views.OverruleSubAgreement.as_view(),
        name="sub_agreement_overrule_edit",
    ),
    path(
        "<slug:slug>/aftaler/<slug:sub>/status/slet/",
        views.WorkOutSubAgreement.as_view(),
        name="sub_agreement_overrule_delete",
    ),
]
