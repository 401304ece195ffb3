"""Settings of one installation; everything that differs between machines comes from the environment.

`./kheo` sets the environment (see kheo.cli); nothing here reads a file.
"""

import os
from pathlib import Path

from django.urls import reverse_lazy
from psycopg.conninfo import conninfo_to_dict

from kheo.site import elsewhere

HOME = Path(os.environ.get("KHEO_HOME", Path(__file__).resolve().parents[3] / ".kheo"))
KHEO_FILES = Path(os.environ.get("KHEO_FILES", HOME / "files"))
KHEO_ADAPTERS = Path(os.environ.get("KHEO_ADAPTERS", HOME / "chuyen-doi"))  # the operator's own: intake/adapters
KHEO_INTAKE = os.environ.get("KHEO_INTAKE", "")  # a folder whose files are taken in: docs/operate.md
KHEO_SNAPSHOTS = Path(os.environ.get("KHEO_SNAPSHOTS", HOME / "snapshots"))

SECRET_KEY = os.environ.get("KHEO_SECRET_KEY", "")
SECRET_KEY_FALLBACKS = [each for each in os.environ.get("KHEO_OLD_SECRETS", "").split(",") if each]
DEBUG = os.environ.get("KHEO_DEBUG") == "1"
if not SECRET_KEY:
    SECRET_KEY = "only-for-tests-and-commands-without-a-home"  # noqa: S105  serve refuses it
ALLOWED_HOSTS = os.environ.get("KHEO_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
HTTPS = os.environ.get("KHEO_HTTPS") == "1"


def database(url: str) -> dict[str, object]:
    """Turn a libpq address (URL or key=value) into Django's shape; unknown keys stay connection options."""
    parts: dict[str, object] = dict(conninfo_to_dict(url))
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}  # noqa: S105
    shape: dict[str, object] = {key: parts.pop(name, "") for key, name in named.items()}
    shape |= {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return shape | {"OPTIONS": {"connect_timeout": 5} | parts}


# The app role serves; the owner role migrates and makes the test database (docs/operate.md).
_app_url = os.environ.get("DATABASE_URL", "postgresql://kheo_app@127.0.0.1/kheo")
_owner_url = os.environ.get("DATABASE_OWNER_URL", _app_url)
DATABASES = {"default": database(_owner_url if os.environ.get("KHEO_DB_ROLE") == "owner" else _app_url)}
KHEO_APP_ROLE = conninfo_to_dict(_app_url).get("user", "") if _owner_url != _app_url else "kheo_app"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "kheo.sign_in",  # before allauth: our own pages come first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "kheo.base",
    "kheo.people",
    "kheo.seals",
    "kheo.ui",
    "kheo.documents",
    "kheo.indicators",
    "kheo.commitments",
    "kheo.integrity",
    "kheo.scores",
    "kheo.quality",
    "kheo.definitions",
    "kheo.freezing",
    "kheo.procedures",
    "kheo.intake",
    "kheo.work",
    "kheo.plans",
    "kheo.directory",
    "kheo.feedback",
    "kheo.meetings",
    "kheo.satisfaction",
    "kheo.apologies",
    "kheo.reports",
    "kheo.backups",
    "kheo.portal",
    "kheo.office",
]

MIDDLEWARE = [
    "kheo.base.requests.RequestIdMiddleware",
    "kheo.base.logs.LogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kheo.site.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kheo.people.requests.SessionClockMiddleware",
    "kheo.people.requests.OfficialMiddleware",
    "kheo.sign_in.first_steps.FirstStepsMiddleware",
    "kheo.base.requests.SizeMiddleware",
    "kheo.base.policies.PolicyMiddleware",
    "kheo.base.requests.ComposedLettersMiddleware",
    "kheo.base.once.OnceMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kheo.site.frame.frame",
            ],
        },
    }
]

ROOT_URLCONF = "kheo.site.urls"
WSGI_APPLICATION = "kheo.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "kheo_ngon_ngu"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

AUTH_USER_MODEL = "people.Official"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "kheo.sign_in.doors.NotTheSamplePassword"},
]
ACCOUNT_ADAPTER = "kheo.sign_in.counting.CountingDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # who holds no post today is told so there, not sent in circles
ACCOUNT_FORMS = {
    "login": "kheo.sign_in.forms.SignInForm",
    "reauthenticate": "kheo.sign_in.forms.PasswordAgainForm",
    "change_password": "kheo.sign_in.forms.NewPasswordForm",
}
MFA_ADAPTER = "kheo.sign_in.doors.SecondLock"
MFA_FORMS = {
    "authenticate": "kheo.sign_in.forms.SecondCodeForm",
    "reauthenticate": "kheo.sign_in.forms.SecondCodeAgainForm",
    "activate_totp": "kheo.sign_in.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
KHEO_MFA_REQUIRED = os.environ.get("KHEO_MFA_REQUIRED", "1") == "1"  # of heads, leaders and administrators
MFA_TOTP_ISSUER = "Khéo"
MFA_TOTP_TOLERANCE = 1  # half minutes: a code may change while it is typed (RFC 6238, section 5.2)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Tries at the password are counted by kheo.sign_in.counting; these are tries at the second step.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "5/300s/key"}
# Counts of tries live in the server's own memory: as many as a flood may make, so that no flood pushes them out.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KHEO_PROXIES", "0"))
_elsewhere = elsewhere.from_environment(os.environ)  # signing in by OpenID Connect: off unless named (docs/operate.md)
KHEO_ELSEWHERE = _elsewhere.name if _elsewhere else ""
SOCIALACCOUNT_ADAPTER = "kheo.sign_in.doors.OtherDoor"
SOCIALACCOUNT_PROVIDERS = _elsewhere.providers() if _elsewhere else {}
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/viec-cua-toi/"
LOGOUT_REDIRECT_URL = "/"

EMAIL_HOST = os.environ.get("KHEO_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("KHEO_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("KHEO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KHEO_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("KHEO_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("KHEO_MAIL_FROM", "kheo@localhost")

SESSION_ENGINE = "kheo.base.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
KHEO_IDLE_SECONDS = 60 * int(os.environ.get("KHEO_IDLE_MINUTES", "30"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# Before Khéo stands a server that speaks TLS: browsers then name https:// as the origin of our own forms.
CSRF_TRUSTED_ORIGINS = [f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS if HTTPS]
if HTTPS:  # names of cookies that no other host and no plain page may set; no plain page for half a year
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-kheo", "__Host-csrf"
    SECURE_HSTS_SECONDS = 180 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # else nobody would be told of HSTS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kheo.site.errors.form_too_old"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *([_elsewhere.origin] if _elsewhere else [])],
        "frame-ancestors": ["'none'"],
    }
}

KHEO_CLAMD = os.environ.get("KHEO_CLAMD", "")  # an antivirus scanner: host:port, or the path of its socket

# Tables that the app's role may only add to, and where the heads of the sealed record go (docs/operate.md).
KHEO_APPEND_ONLY = ("base_auditrecord", "seals_seal", "seals_head")
KHEO_CHECKPOINTS = Path(os.environ.get("KHEO_CHECKPOINTS", HOME / "dau-niem.txt"))
KHEO_CHECKPOINT_MAIL = [each for each in os.environ.get("KHEO_CHECKPOINT_MAIL", "").split(",") if each]

KHEO_FACT_TABLES = "kheo.site.fact_tables.FACT_TABLES"  # what can be measured; indicators may not import site
KHEO_ENGINE = os.environ.get("KHEO_ENGINE", "duckdb")  # duckdb, postgresql or spark: what counts (docs/scale.md)
KHEO_SPARK = os.environ.get("KHEO_SPARK", "local[2]")  # Spark's master, e.g. spark://10.0.0.5:7077
KHEO_ACT_TELLERS = "kheo.site.act_tellers.ACT_TELLERS"  # who tells what was begun to move an indicator
KHEO_ONCE_EXEMPT = ("/dang-nhap/",)  # signing in: docs/decisions/0015-one-post-one-effect.md
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
KHEO_LARGEST_BODY = 26 * 1024 * 1024  # the largest file (base.attachments.LARGEST) with its form around it
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Routes and jobs of other packages, which cannot carry our decorator: policy by name.
KHEO_POLICIES_OF_OTHERS = {
    "account_login": "public",
    "account_logout": "public",
    "account_reauthenticate": "signed_in",
    "account_change_password": "signed_in",
    "mfa_authenticate": "public",
    "mfa_index": "signed_in",
    "mfa_reauthenticate": "signed_in",
    "mfa_activate_totp": "signed_in",
    "mfa_deactivate_totp": "signed_in",
    "mfa_generate_recovery_codes": "signed_in",
    "mfa_view_recovery_codes": "signed_in",
    "mfa_download_recovery_codes": "signed_in",
    "openid_connect_login": "public",
    "openid_connect_callback": "public",
    "ui:catalogue": "public",
    "ui:shortcuts": "public",
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": "system",
}

KHEO_LOG_FORMAT = os.environ.get("KHEO_LOG_FORMAT", "text")  # json: one line a request, one object a line
_log_format = "json" if KHEO_LOG_FORMAT == "json" else "text"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kheo.base.logs.Json"}, "text": {"()": "kheo.base.logs.Text"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": _log_format}},
    "root": {"handlers": ["console"], "level": os.environ.get("KHEO_LOG", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # not by its own handler too
        "kheo.requests": {"level": "INFO" if _log_format == "json" else "WARNING"},
    },
}
