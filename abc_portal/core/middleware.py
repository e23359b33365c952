"""The portal opens in Danish, and nothing is shown without a login but a short list of addresses."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.translation import gettext as _

from abc_portal.core.typed import asks_for_json, fields_to_send_again, keep_typed

#: How the kinds begin that are text.
TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")
GetResponse = Callable[[HttpRequest], HttpResponse]


class ChosenLanguageMiddleware:
    """Danish unless the user chose another language in the menu; ``Accept-Language`` is ignored.

    A Danish authority's portal must not open in English on a meeting-room screen with an English browser.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class TextGZipMiddleware(GZipMiddleware):
    """Sends text compressed; pictures, PDF and workbooks are compressed already, and keep their length."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)


class DeniedByDefaultMiddleware:
    """Sends everybody without a login to the sign-in page, except at ``PUBLIC_URL_NAMES``.

    Decorators cannot open an address: the list in the settings is the only key.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # Pages for one person must not stay in a shared or browser cache after sign-out. The
            # cookie has it without the database, which may be gone.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if (match and match.view_name in settings.PUBLIC_URL_NAMES) or request.user.is_authenticated:
            return None
        sign_in = redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        return _what_was_typed(request, view) or sign_in


def _what_was_typed(request: HttpRequest, view: Any) -> HttpResponse | None:
    """The fields of a form whose writer was signed out, to be sent again after signing in; nothing is saved.

    A forged request does not come this far: the form's token is checked before.
    """
    if request.method != "POST":
        return None
    sentence = _("You were signed out while the page stood open, so nothing was saved.")
    if asks_for_json(request):
        return JsonResponse({"message": sentence}, status=401)
    typed_in = getattr(view, "typed_in", None)
    typed = typed_in(request.POST) if typed_in else []
    if not typed:
        return None
    return keep_typed(
        request,
        typed,
        status=403,
        title=_("You have been signed out"),
        sentence=sentence,
        again=fields_to_send_again(request),
    )
