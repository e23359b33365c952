"""Addresses of the archive and of its files."""

from django.urls import path

from plans.archive import views as archive

ROOT = "<slug:slug>/arkiv/"
VERSIONS = f"{ROOT}<int:pk>/version/"

addresses = [
    path(ROOT, archive.Archive.as_view(), name="archive"),
    *archive.FilePages.paths(ROOT),
    path(f"{ROOT}<slug:key>/billede/", archive.Picture.as_view(), name="file_picture"),
    path(f"{ROOT}<int:pk>/", archive.FilePage.as_view(), name="file"),
    path(f"{ROOT}<int:pk>/hent/", archive.Download.as_view(), name="file_download"),
    *archive.VersionPages.paths(VERSIONS, add="", edit=None, delete="<int:number>/slet/"),
    path(f"{VERSIONS}<int:number>/hent/", archive.Download.as_view(), name="file_version_download"),
]
