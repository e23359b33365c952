"""Addresses under ``/planer/<slug>/indikatorer/``."""

from django.urls import path

from indicators.observations import views as observations

app_name = "indicators"

urlpatterns = [
    path("", observations.Indicators.as_view(), name="overview"),
    *observations.ObservationPages.paths("maaling/"),
]
