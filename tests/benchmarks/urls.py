"""The portal's addresses and the two pages that the others are measured against."""

from django.urls import path

from abc_portal.urls import urlpatterns as portal
from tests.benchmarks import measure

handler403 = "abc_portal.core.views.refused"
handler404 = "abc_portal.core.views.not_found"
handler500 = "abc_portal.core.views.failed"

urlpatterns = [
    path("bench/empty/", measure.empty_page, name="bench_empty"),
    path("bench/plain/", measure.plain_page, name="bench_plain"),
    *portal,
]
