"""Addresses of the chain of goals and of statuses set by hand."""

from django.urls import path

from plans.progress import views as progress

addresses = [
    path("<slug:slug>/maalkaede/", progress.GoalChain.as_view(), name="chain"),
    *progress.ActivityOverrulePages.paths(
        "<slug:slug>/aktiviteter/<slug:code>/status/", add=None, edit="", delete="slet/"
    ),
    *progress.SubAgreementOverrulePages.paths(
        "<slug:slug>/aftaler/<slug:sub>/status/", add=None, edit="", delete="slet/"
    ),
]
