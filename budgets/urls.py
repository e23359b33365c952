"""Addresses under ``/planer/<slug>/oekonomi/``."""

from django.urls import path

from budgets.financing import views as financing

app_name = "budgets"

urlpatterns = [
    path("", financing.Economy.as_view(), name="overview"),
    financing.CompletenessPages.edit_path("fuldt-oplyst/", "completeness"),
    *financing.SourcePages.paths("kilder/"),
    *financing.ContributionPages.paths("bidrag/", add=None),
    financing.ContributionPages.add_path("kilder/<int:pk>/bidrag/", "contribution_add"),
]
