"""Addresses of the chain of goals and of statuses set by hand."""

from django.urls import path

from plans.progress import views as following

addresses = [
    path("<slug:slug>/maalkaede/", following.GoalChain.as_view(), name="chain"),
    path(
        "<slug:slug>/aktiviteter/<slug:code>/status/",
        following.OverruleActivity.as_view(),
        name="activity_overrule_edit",
    ),
    path(
        "<slug:slug>/aktiviteter/<slug:code>/status/slet/",
        following.WorkOutActivity.as_view(),
        name="activity_overrule_delete",
    ),
    path(
        "<slug:slug>/aftaler/<slug:sub>/status/",
        following.OverruleSubAgreement.as_view(),
        name="sub_agreement_overrule_edit",
    ),
    path(
        "<slug:slug>/aftaler/<slug:sub>/status/slet/",
        following.WorkOutSubAgreement.as_view(),
        name="sub_agreement_overrule_delete",
    ),
]
