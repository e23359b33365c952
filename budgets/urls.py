"""Addresses under ``/planer/<slug>/oekonomi/``."""

from django.urls import path

from budgets.financing import views as financing

app_name = "budgets"

urlpatterns = [
    path("", financing.Economy.as_view(), name="overview"),
    path("kilder/tilfoej/", financing.AddSource.as_view(), name="source_add"),
    path("kilder/<int:pk>/rediger/", financing.EditSource.as_view(), name="source_edit"),
    path("kilder/<int:pk>/slet/", financing.DeleteSource.as_view(), name="source_delete"),
    path("kilder/<int:pk>/bidrag/", financing.AddContribution.as_view(), name="contribution_add"),
    path("bidrag/<int:pk>/rediger/", financing.EditContribution.as_view(), name="contribution_edit"),
    path("bidrag/<int:pk>/slet/", financing.DeleteContribution.as_view(), name="contribution_delete"),
]
