"""Every address of the portal: Danish words, English names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from abc_portal.core import views as core
from abc_portal.directory import limits
from abc_portal.directory import views as directory
from abc_portal.directory.limits import limited
from abc_portal.help import views as manual
from abc_portal.notifications import views as notifications
from abc_portal.pages import search
from abc_portal.pages.suggestions import Suggestions
from abc_portal.reporting.views import interchange, pages, start
from governance.contacts import views as contacts

handler400 = "abc_portal.core.views.unreadable"
handler403 = "abc_portal.core.views.refused"
handler404 = "abc_portal.core.views.not_found"
handler500 = "abc_portal.core.views.failed"

account_patterns: list[URLPattern | URLResolver] = [
    path("log-ind/", limited(limits.PASSWORD, account.login), name="account_login"),
    path("log-ud/", account.logout, name="account_logout"),
    path("lukket/", account.account_inactive, name="account_inactive"),
    path("kode/", limited(limits.ASKING["code"], account.request_login_code), name="account_request_login_code"),
    path("kode/bekraeft/", limited(limits.CODE_ENTRY, directory.confirm_login_code), name="account_confirm_login_code"),
    path("bekraeft/", limited(limits.AGAIN, account.reauthenticate), name="account_reauthenticate"),
    path("adgangskode/", limited(limits.AGAIN, account.password_change), name="account_change_password"),
    path("adgangskode/vaelg/", account.password_set, name="account_set_password"),
    path("adgangskode/glemt/", limited(limits.ASKING["reset"], account.password_reset), name="account_reset_password"),
    path("adgangskode/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        limited(limits.NEW_PASSWORD, account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("adgangskode/ny/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(
        "invitation/<str:token>/",
        limited(limits.NEW_PASSWORD, directory.Invitation.as_view()),
        name="account_invitation",
    ),
    path("totrin/", mfa.index, name="mfa_index"),
    path("totrin/kode/", limited(limits.SECOND_FACTOR, mfa.authenticate), name="mfa_authenticate"),
    path("totrin/bekraeft/", limited(limits.AGAIN, mfa.reauthenticate), name="mfa_reauthenticate"),
    path("totrin/app/", limited(limits.AGAIN, totp.activate_totp), name="mfa_activate_totp"),
    path("totrin/app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("totrin/noedkoder/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("totrin/noedkoder/nye/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("totrin/noedkoder/hent/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.front, name="front"),
    path("planer/ny/", start.StartPlan.as_view(), name="plan_start"),
    path("planer/indlaes/", interchange.ImportPlan.as_view(), name="plan_import"),
    path("planer/<slug:slug>/valg/<slug:code>/", Suggestions.as_view(), name="plan_choices"),
    path("valg/<slug:code>/", Suggestions.as_view(), name="choices"),
    path("planer/", include("plans.urls")),
    path("planer/<slug:slug>/oekonomi/", include("budgets.urls")),
    path("planer/<slug:slug>/indikatorer/", include("indicators.urls")),
    path("planer/<slug:slug>/moeder/", include("governance.urls")),
    path("planer/<slug:slug>/", include("abc_portal.reporting.urls")),
    path("konto/kontaktoplysninger/", contacts.OwnContacts.as_view(), name="own_contacts"),
    path("konto/nu/", core.session, name="session"),
    path("konto/igen/", core.signed_in_again, name="signed_in_again"),
    path("konto/", include(account_patterns)),
    path("paamindelser/", notifications.Reminders.as_view(), name="reminders"),
    path("paamindelser/kalender/", notifications.MakeAddress.as_view(), name="calendar_make"),
    path("paamindelser/kalender/indhold/", notifications.ChooseSpan.as_view(), name="calendar_span"),
    path("paamindelser/kalender/luk/", notifications.CloseAddress.as_view(), name="calendar_close"),
    path("kalender/<str:token>.ics", notifications.calendar_feed, name="calendar_feed"),
    path("soeg/", search.search, name="search"),
    path("hjaelp/", manual.index, name="help"),
    path("hjaelp/ord/", manual.words, name="help_words"),
    path("hjaelp/<slug:part>/", manual.part, name="help_part"),
    path("sprog/", set_language, name="set_language"),
    path("tilgaengelighed/", core.accessibility, name="accessibility"),
    path("healthz", core.healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
