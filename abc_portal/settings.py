"""The one settings file. Everything that differs between machines comes from the environment.

``ABC_ENV`` is ``demo`` (the default in a checkout) or ``production``. Production demands every secret and is safe by
default; the variables are described in ``docs/operations.md``.
"""

from pathlib import Path
from urllib.parse import quote

from csp.constants import NONCE, NONE, SELF

from abc_portal.environment import Environment, stop

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.optional("ABC_VAR_DIR", str(BASE_DIR / "var"))).resolve()

ABC_ENV = env.mode
PRODUCTION = env.production
DEBUG = False
SECRET_KEY = env.secret("ABC_SECRET_KEY", demo_file=VAR_DIR / "secret-key")
ALLOWED_HOSTS = env.hosts("ABC_HOSTS", demo="localhost,127.0.0.1,[::1],testserver")
SITE_URL = env.site("ABC_SITE_URL", demo="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "abc_portal.core",
    "abc_portal.audit",
    "abc_portal.exchange",
    "abc_portal.notifications",
    "abc_portal.directory",
    "abc_portal.review",
    "plans",
    "budgets",
    "indicators",
    "governance",
    "abc_portal.help",
    "abc_portal.reporting",
    "abc_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "abc_portal.core.proxies.TrueAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "abc_portal.core.middleware.TextGZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "abc_portal.core.incoming.InputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "abc_portal.core.middleware.ChosenLanguageMiddleware",
    "abc_portal.core.middleware.DeniedByDefaultMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "abc_portal.urls"
WSGI_APPLICATION = "abc_portal.wsgi.application"

# Names of the addresses that need no login. Everything else does (DeniedByDefaultMiddleware).
PUBLIC_URL_NAMES = frozenset(
    {
        "healthz",
        "accessibility",
        "help",
        "help_part",
        "help_words",
        "calendar_feed",
        "set_language",
        "session",
        "account_login",
        "account_logout",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_inactive",
        "account_invitation",
        "mfa_authenticate",
    }
)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["abc_portal.core.loaders.CompactLoader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            # These are loaded everywhere, so that no template says so.
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "abc_portal.core.templatetags.portal",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "abc_portal.navigation.navigation",
                "abc_portal.help.places.help_link",
            ],
        },
    },
]
FORM_RENDERER = "abc_portal.core.forms.PortalRenderer"

# --- Database -----------------------------------------------------------------------------------

# Quoted, since a checkout may lie in a folder whose name means something in an address: "#", "%", "?".
DATABASES = {"default": env.database("DATABASE_URL", demo=f"sqlite:///{quote(str(VAR_DIR / 'portal.sqlite3'))}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Sign-in --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "directory.User"
# Django's alone: allauth's would hash each wrong password again, and reveal closed accounts.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "abc_portal.directory.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# Also when the mail server makes the code wait for some minutes, it is still of use.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "request_login_code": "abc_portal.directory.forms.RequestLoginCodeForm",
    "reset_password": "abc_portal.directory.forms.ResetPasswordForm",
}
# Django's own, which includes the user's address; allauth's has a separate table of addresses.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# The portal counts itself, in abc_portal/directory/limits.py.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
# Nobody signs up here, so an address without an account gets no mail that asks it to.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "ABC-portalen"

# --- Language and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "abc_portal" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["abc_portal.formats"]

# --- Files ---------------------------------------------------------------------------------------------

DKFDS = BASE_DIR / "node_modules" / "dkfds" / "dist"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("dkfds/css", DKFDS / "css"),
    ("dkfds/img", DKFDS / "img"),
    ("dkfds/fonts/IBMPlexSans/complete/woff2", DKFDS / "fonts" / "IBMPlexSans" / "complete" / "woff2"),
    # A browser asks for these only when a text holds a letter that the newer files lack.
    ("dkfds/fonts/IBMPlexSans/complete/woff", DKFDS / "fonts" / "IBMPlexSans" / "complete" / "woff"),
]
STATICFILES_FINDERS = [
    "abc_portal.core.staticfiles.ChosenFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = not PRODUCTION
# Seconds. In demo mode an address says which version of the file it means; a hashed name is kept for ever anyhow.
WHITENOISE_MAX_AGE = 60 if PRODUCTION else 365 * 24 * 60 * 60
MEDIA_ROOT = VAR_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "abc_portal.core.files.PrivateStorage"},
    "staticfiles": {
        "BACKEND": (
            "abc_portal.core.staticfiles.HashedFilesStorage"
            if PRODUCTION
            else "abc_portal.core.staticfiles.VersionedFilesStorage"
        )
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
LARGEST_FILE_MB = env.number("ABC_LARGEST_FILE_MB", default=25)
REPORT_FONTS = DKFDS / "fonts" / "IBMPlexSans" / "complete" / "ttf"

# --- Jobs, mail, cache ------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
DEFAULT_FROM_EMAIL = env.text("ABC_MAIL_FROM", demo="abc-portalen@abc.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if PRODUCTION:
    EMAIL_HOST = env.text("ABC_MAIL_HOST")
    EMAIL_PORT = env.number("ABC_MAIL_PORT", default=587)
    EMAIL_HOST_USER = env.optional("ABC_MAIL_USER")
    EMAIL_HOST_PASSWORD = env.optional("ABC_MAIL_PASSWORD")
    EMAIL_USE_TLS = env.switch("ABC_MAIL_TLS", default=True)
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
# Attempts to sign in are counted here, so all web processes and machines must share it.
CACHES = {"default": env.cache("ABC_REDIS_URL")}

# --- Safety ------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
TRUSTED_PROXIES = env.proxies("ABC_TRUSTED_PROXIES")
BEHIND_PROXY = env.switch("ABC_BEHIND_PROXY", default=False)
if BEHIND_PROXY and not TRUSTED_PROXIES:
    stop("ABC_BEHIND_PROXY is yes; name the proxy in ABC_TRUSTED_PROXIES too, such as 127.0.0.1 on the same machine.")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []
CSRF_FAILURE_VIEW = "abc_portal.core.views.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

# --- The portal's own ------------------------------------------------------------------------------------------

DEMO_PASSWORD = "" if PRODUCTION else "abc-demo-2026"
ACCESSIBILITY_STATEMENT_URL = env.optional("ABC_ACCESSIBILITY_URL")

OWN_LOG = {"handlers": ["stderr"], "level": "INFO", "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"answers": {"()": "abc_portal.core.log.AnswerLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["answers"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # A refusal is a warning or an error to Django itself; the filter makes an INFO line of it.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django_tasks": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        **dict.fromkeys(("abc_portal", "plans", "budgets", "indicators", "governance"), OWN_LOG),
    },
}
