"""Addresses of the agreements beside the plan."""

from django.urls import path

from plans.cooperation import views as cooperation

ROOT = "<slug:slug>/aftaler/samarbejde/"

addresses = [
    *cooperation.CooperationPages.paths(ROOT),
    path(f"{ROOT}<int:pk>/", cooperation.CooperationPage.as_view(), name="cooperation"),
]
