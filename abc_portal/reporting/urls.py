"""Addresses of a plan's status, findings, history and documents, under ``/planer/<slug>/``."""

from django.urls import include, path

from abc_portal.reporting.views import documents, interchange, pages

app_name = "reporting"

urlpatterns = [
    path("", pages.Status.as_view(), name="status"),
    path("gennemgang/", include("abc_portal.review.urls")),
    path("historik/", pages.History.as_view(), name="history"),
    path("historik/<str:model>/<int:pk>/", pages.ObjectHistory.as_view(), name="object_history"),
    path("dokumenter/", documents.Documents.as_view(), name="documents"),
    path("dokumenter/plan.json", interchange.PlanDocumentFile.as_view(), name="plan_file"),
    path("dokumenter/<int:pk>/status/", documents.DocumentProgress.as_view(), name="document_progress"),
    path("dokumenter/<int:pk>/hent/", documents.DownloadDocument.as_view(), name="document_download"),
    path("dokumenter/<int:pk>/slet/", documents.DeleteDocument.as_view(), name="document_delete"),
]
