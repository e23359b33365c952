"""Addresses under ``/planer/<slug>/indikatorer/``."""

from django.urls import path

from indicators.observations import views as observations

app_name = "indicators"

urlpatterns = [
    path("", observations.Indicators.as_view(), name="overview"),
    path("maaling/tilfoej/", observations.AddObservation.as_view(), name="observation_add"),
    path("maaling/<int:pk>/rediger/", observations.EditObservation.as_view(), name="observation_edit"),
    path("maaling/<int:pk>/slet/", observations.DeleteObservation.as_view(), name="observation_delete"),
]
