"""Settings: everything an operator decides comes from the environment.

PARIPASSU_SECRET_KEY   the real key (50 characters or more). Without one this is a demo: plain HTTP, "enter as …".
PARIPASSU_HOSTS        host names under which people reach the site, with commas between them
PARIPASSU_VAR          the folder for everything that is kept; ./var unless told
PARIPASSU_PROXIES      how many of your own proxies stand in front and set X-Forwarded-For and -Proto; 0 unless told
PARIPASSU_ORIGIN       the name under which this host signs records, never to be changed; the first host unless told
PARIPASSU_DEMO         0: no demo although there is no real key
PARIPASSU_MAIL         smtp://user:password@host:port, from PARIPASSU_MAIL_FROM; without it mails are files under var
DATABASE_URL           postgres://…; SQLite under PARIPASSU_VAR unless told
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.contrib.messages import DEBUG as DEBUG_LEVEL
from django.contrib.messages import ERROR, INFO, SUCCESS, WARNING
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from paripassu.web.database import database

WEB = Path(__file__).resolve().parent
PARIPASSU_VAR = Path(os.environ.get("PARIPASSU_VAR") or "var").resolve()
PARIPASSU_VAR.mkdir(parents=True, exist_ok=True, mode=0o700)


def kept_key(path: Path) -> str:
    """The random key of a demo, made once and kept for its owner alone, so that sessions outlast a restart."""
    try:
        with open(path, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


_real_key = os.environ.get("PARIPASSU_SECRET_KEY", "")
if _real_key and os.environ.get("PARIPASSU_DEMO", "0") not in {"", "0"}:
    raise ImproperlyConfigured("A demo lets anybody enter: take PARIPASSU_DEMO or PARIPASSU_SECRET_KEY away.")

PRODUCTION = bool(_real_key)
PARIPASSU_DEMO = not PRODUCTION and os.environ.get("PARIPASSU_DEMO", "1") not in {"", "0"}
SECRET_KEY = _real_key or kept_key(PARIPASSU_VAR / "secret-key")
DEBUG = False

PROXIES = int(os.environ.get("PARIPASSU_PROXIES") or 0)
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("PARIPASSU_HOSTS", "").split(",") if host.strip()]
PARIPASSU_ORIGIN = os.environ.get("PARIPASSU_ORIGIN") or next(iter(ALLOWED_HOSTS), "paripassu.localhost")
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]

ROOT_URLCONF = "paripassu.web.urls"
WSGI_APPLICATION = "paripassu.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "paripassu.web",
    "paripassu.keeper",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
]

# The policy comes before whitenoise, so that it stands on every answer, files included.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "paripassu.web.headers.privacy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "paripassu.web.uploads.in_turn",
    "paripassu.web.refusals.Answers",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {
            "environment": "paripassu.web.environment.environment",
            "context_processors": ["paripassu.web.environment.surroundings"],
        },
    },
    # Only for what allauth brings and we have not written ourselves: some of its mails and notices.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), PARIPASSU_VAR)}

# Rate limits are counted here: in the database, because every process must see the same count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- files for the browser ---

STATIC_URL = "static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# --- security ---

_nothing = {"default-src": [NONE], "object-src": [NONE], "base-uri": [NONE], "frame-ancestors": [NONE]}
_from_here = ["script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**_nothing, **{name: [SELF] for name in _from_here}}}

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

_prefix = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_prefix}session", f"{_prefix}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "paripassu.web.refusals.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {DEBUG_LEVEL: "info", INFO: "info", SUCCESS: "done", WARNING: "wait", ERROR: "refused"}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "paripassu.web.uploads.Bounded"]

# --- sign-in ---

AUTH_USER_MODEL = "keeper.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

_hashers = ["ScryptPasswordHasher", "PBKDF2PasswordHasher"]
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}" for name in _hashers]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
]

ACCOUNT_ADAPTER = "paripassu.web.entrance.Entrance"
ACCOUNT_SIGNUP_FORM_CLASS = "paripassu.web.entrance.Introduction"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account sees nothing until somebody who may invite gives it a seat
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Pari Passu: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# --- mail ---

_mail = urlsplit(os.environ.get("PARIPASSU_MAIL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail.hostname else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = PARIPASSU_VAR / "mail"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS = bool(_mail.hostname)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("PARIPASSU_MAIL_FROM", "paripassu@localhost")

# --- language ---

USE_TZ, TIME_ZONE = True, "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [WEB / "locale"]
FORMAT_MODULE_PATH = ["paripassu.web.formats"]
USE_THOUSAND_SEPARATOR = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"discreet": {"()": "paripassu.web.discretion.Discreet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # scanners ask for any host; the answer is a 400 and needs no traceback
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
