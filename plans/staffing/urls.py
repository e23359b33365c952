"""Addresses of the staffing page and its positions."""

from django.urls import path

from plans.staffing import views as staffing

ROOT = "<slug:slug>/bemanding/"

addresses = [
    path(ROOT, staffing.Staffing.as_view(), name="staffing"),
    *staffing.PositionPages.paths(ROOT),
    *staffing.OfficePages.paths(f"{ROOT}kontor/"),
]
