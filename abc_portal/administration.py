"""The administration: Django's admin in Danish and the portal's colours, for those who work in a secretariat.

Every model's page is scoped to what the user may edit, guarded against lost updates, and recorded
in the same history as the rest of the portal.
"""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from abc_portal.core.access import Refused

#: The packages whose administration pages are shown.
OWN = frozenset({"abc_portal", "plans", "budgets", "indicators", "governance"})


def may_enter(user: Any) -> bool:
    """The system administrator, and everybody who works in a plan's secretariat."""
    from plans.shared.access import works_in_a_secretariat  # the admin site is made before the apps are ready

    return user.is_authenticated and user.is_active and (user.is_superuser or works_in_a_secretariat(user))


class PortalAdminSite(AdminSite):
    """Django's admin with the portal's door: its own sign-in, its own rule for who enters."""

    site_header = _("Administration")
    site_title = _("ABC portal")
    index_title = _("Administration")
    site_url = "/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only what the portal itself offers: pages of the libraries know neither Danish, guard nor history."""
        if (admin_class or ModelAdmin).__module__.split(".")[0] in OWN:
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise Refused(_("The administration is for secretariats and the system administrator."))
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Suggestions while one types, told apart."""
        from abc_portal.core.admin import DistinctSuggestions  # the admin site is made before the apps are ready

        return DistinctSuggestions.as_view(admin_site=self)(request)
