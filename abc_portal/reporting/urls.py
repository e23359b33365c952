"""Addresses of a plan's status, findings, history and documents, under ``/planer/<slug>/``."""

from django.urls import path

from abc_portal.reporting.views import documents, interchange, pages, review

app_name = "reporting"

urlpatterns = [
    path("", pages.Status.as_view(), name="status"),
    path("gennemgang/", review.Findings.as_view(), name="findings"),
    path("gennemgang/<slug:mark>/laeg-til-side/", review.AddSetAside.as_view(), name="set_aside_add"),
    path("gennemgang/lagt-til-side/<int:pk>/rediger/", review.EditSetAside.as_view(), name="set_aside_edit"),
    path("gennemgang/lagt-til-side/<int:pk>/tag-frem/", review.DeleteSetAside.as_view(), name="set_aside_delete"),
    path("historik/", pages.History.as_view(), name="history"),
    path("historik/<str:model>/<int:pk>/", pages.ObjectHistory.as_view(), name="object_history"),
    path("dokumenter/", documents.Documents.as_view(), name="documents"),
    path("dokumenter/plan.json", interchange.PlanDocumentFile.as_view(), name="plan_file"),
    path("dokumenter/<int:pk>/status/", documents.DocumentProgress.as_view(), name="document_progress"),
    path("dokumenter/<int:pk>/hent/", documents.DownloadDocument.as_view(), name="document_download"),
    path("dokumenter/<int:pk>/slet/", documents.DeleteDocument.as_view(), name="document_delete"),
]
