"""Addresses of the archive and of its files."""

from django.urls import path

from plans.archive import views as archive

addresses = [
    path("<slug:slug>/arkiv/", archive.Archive.as_view(), name="archive"),
    path("<slug:slug>/arkiv/tilfoej/", archive.AddFile.as_view(), name="file_add"),
    path("<slug:slug>/arkiv/<slug:key>/billede/", archive.Picture.as_view(), name="file_picture"),
    path("<slug:slug>/arkiv/<int:pk>/", archive.FilePage.as_view(), name="file"),
    path("<slug:slug>/arkiv/<int:pk>/hent/", archive.Download.as_view(), name="file_download"),
    path("<slug:slug>/arkiv/<int:pk>/rediger/", archive.EditFile.as_view(), name="file_edit"),
    path("<slug:slug>/arkiv/<int:pk>/slet/", archive.DeleteFile.as_view(), name="file_delete"),
    path("<slug:slug>/arkiv/<int:pk>/version/", archive.AddVersion.as_view(), name="file_version_add"),
    path(
        "<slug:slug>/arkiv/<int:pk>/version/<int:number>/hent/",
        archive.Download.as_view(),
        name="file_version_download",
    ),
    path(
        "<slug:slug>/arkiv/<int:pk>/version/<int:number>/slet/",
        archive.DeleteVersion.as_view(),
        name="file_version_delete",
    ),
]
