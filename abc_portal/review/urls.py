"""Addresses of a plan's review, under ``/planer/<slug>/gennemgang/``; their names are those of ``reporting``."""

from django.urls import path

from abc_portal.review import views

urlpatterns = [
    path("", views.Findings.as_view(), name="findings"),
    *views.SetAsidePages.paths(
        "",
        add="<slug:mark>/laeg-til-side/",
        edit="lagt-til-side/<int:pk>/rediger/",
        delete="lagt-til-side/<int:pk>/tag-frem/",
    ),
]
