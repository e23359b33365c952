"""Addresses of the agreements beside the plan."""

from django.urls import path

from plans.cooperation import views as cooperation

addresses = [
    path("<slug:slug>/aftaler/samarbejde/tilfoej/", cooperation.AddCooperation.as_view(), name="cooperation_add"),
    path("<slug:slug>/aftaler/samarbejde/<int:pk>/", cooperation.CooperationPage.as_view(), name="cooperation"),
    path(
        "<slug:slug>/aftaler/samarbejde/<int:pk>/rediger/",
        cooperation.EditCooperation.as_view(),
        name="cooperation_edit",
    ),
    path(
        "<slug:slug>/aftaler/samarbejde/<int:pk>/slet/",
        cooperation.DeleteCooperation.as_view(),
        name="cooperation_delete",
    ),
]
