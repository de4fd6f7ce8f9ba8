"""Django's settings, made from the environment (see `environment.py` for every name and its meaning)."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from sightline.config.environment import database, home, setting

PACKAGE = Path(__file__).resolve().parent.parent


def _secret_key() -> str:
    """The signing key: the environment's, else one made once and kept readable by this account only."""
    if given := setting("SIGHTLINE_SECRET_KEY"):
        return given
    file = home() / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = setting("SIGHTLINE_DEBUG") == "1"
SIGHTLINE_DEMO = setting("SIGHTLINE_DEMO") == "1"
SIGHTLINE_TODAY = setting("SIGHTLINE_TODAY")
SIGHTLINE_VIRUS_SCANNER = setting("SIGHTLINE_VIRUS_SCANNER")
# Where the array view of the registers is kept: derived, and made anew when it is not there.
SIGHTLINE_REGISTERS = home() / "registers"
ALLOWED_HOSTS = [name.strip() for name in setting("SIGHTLINE_HOSTS").split(",") if name.strip()]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "sightline.access",
    "sightline.record",
    "sightline.attendance",
    "sightline.matching",
    "sightline.population",
    "sightline.intake",
    "sightline.watch",
    "sightline.reports",
    "sightline.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sightline.web.shared.kept_forms.KeepingLoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sightline.web.middleware.ViewerMiddleware",
]

CSRF_FAILURE_VIEW = "sightline.web.shared.kept_forms.not_sent"
ROOT_URLCONF = "sightline.config.urls"
WSGI_APPLICATION = "sightline.config.wsgi.application"
AUTH_USER_MODEL = "access.Account"
LOGIN_URL = "account:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account:sign-in"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "sightline.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sightline.web.context.page_context",
            ],
        },
    },
]

# Jobs wait in the record's own database, and come and go with the data that they are about.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# How large one file may be, and all of a form, is said in web/shared/uploads.py, where it is stopped; how many, by the
# form itself, with a page that says so. What goes beyond this is no person at a form.
FILE_UPLOAD_HANDLERS = [
    "sightline.web.shared.uploads.StopAtTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000

DATABASES = {"default": database(setting("SIGHTLINE_DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# Served from where they were fetched to at set-up: nothing has to be collected first.
STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "web" / "assets"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

_HTTPS = setting("SIGHTLINE_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The one inline script of the GOV.UK page template, by its hash.
        "script-src": [SELF, "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Nothing that is logged holds a child's data: the request log names the address only, and addresses hold no child.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
