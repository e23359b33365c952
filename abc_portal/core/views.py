"""Pages that belong to no app: health, accessibility statement, error pages."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from abc_portal.core.access import Refused


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 and ``ok`` only when the database answers; for load balancers and monitors."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, or a redirect to the authority's own."""
    if settings.ACCESSIBILITY_STATEMENT_URL:
        return redirect(settings.ACCESSIBILITY_STATEMENT_URL)
    return render(request, "core/accessibility.html")


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, drawn without the request: its host, its fields or its size may be what is wrong with it."""
    return HttpResponse(render_to_string("core/error_400.html"), status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the sentence that says why."""
    reason = str(exception) if isinstance(exception, Refused) else ""
    return render(request, "core/error_403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; also for a plan that one may not see."""
    return render(request, "core/error_404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500, drawn without anything that may itself have failed."""
    # Without the request: its user, menu and messages ask the database, which may be what failed.
    return HttpResponse(render_to_string("core/error_500.html"), status=500)


def form_expired(request: HttpRequest, reason: str = "", **_kwargs: Any) -> HttpResponse:
    """A form whose token has expired: the page says how to keep what was typed."""
    return render(request, "core/error_csrf.html", {"reason": reason}, status=403)
