"""Addresses of the staffing page and its positions."""

from django.urls import path

from plans.staffing import views as staffing

addresses = [
    path("<slug:slug>/bemanding/", staffing.Staffing.as_view(), name="staffing"),
    path("<slug:slug>/bemanding/tilfoej/", staffing.AddPosition.as_view(), name="position_add"),
    path("<slug:slug>/bemanding/<int:pk>/rediger/", staffing.EditPosition.as_view(), name="position_edit"),
    path("<slug:slug>/bemanding/<int:pk>/slet/", staffing.DeletePosition.as_view(), name="position_delete"),
]
