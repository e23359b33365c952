"""Pages that belong to no app: health, accessibility statement, error pages."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from abc_portal.core.access import Refused
from abc_portal.core.typed import asks_for_json, fields_to_send_again, keep_typed


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


@never_cache
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in now, and the token that holds for them; for ``abc/session.js``.

    Only the portal's own pages can read the answer: browsers keep it from other sites.
    """
    user = request.user
    person, name = (str(user.pk), str(user)) if user.is_authenticated else ("", "")
    return JsonResponse({"person": person, "name": name, "token": get_token(request)})


@require_safe
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """Where one comes who signed in to save what stands in another window."""
    return render(request, "core/signed_in_again.html")


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
    """A form whose token has expired: its own page can send it again with the token that holds now.

    That it came from the portal's own page the browser must have said: another site's form is not shown at all.
    """
    sentence = _("You were signed out or in again in the meantime, so nothing was saved.")
    if asks_for_json(request):
        return JsonResponse({"message": sentence}, status=403)
    again = fields_to_send_again(request) if _came_from_here(request, reason) else []
    if not again:
        return render(request, "core/error_csrf.html", status=403)
    title = _("The form has stood open too long")
    return keep_typed(request, _typed_in(request), status=403, title=title, sentence=sentence, again=again)


def _came_from_here(request: HttpRequest, reason: str) -> bool:
    """Whether the browser named this site as the form's: a wrong name is refused for that reason."""
    wrong = REASON_BAD_ORIGIN.partition("%")[0]
    return bool(request.headers.get("Origin")) and not reason.startswith(wrong)


def _typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    typed_in = getattr(request.resolver_match.func, "typed_in", None) if request.resolver_match else None
    return list(typed_in(request.POST)) if typed_in else []
