"""Every setting of a host, in one file. Each knob is an environment variable (docs/reference/settings.md)."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from hearten.config.databases import database
from hearten.config.env import Environment
from hearten.config.first_start import AUDIT_KEY_FILE, CARD_KEY_FILE, KEY_FILE

ROOT = Path(__file__).resolve().parents[3]
env = Environment()

# --- where things are -------------------------------------------------------------------------------------
DATA_DIR = Path(env.text("HEARTEN_DATA", str(ROOT / "var"), doc="the folder for the database, uploads and keys"))
ORIGIN = env.text("HEARTEN_ORIGIN", "http://localhost:8000", doc="the address people type, without a path")
MEDIA_ORIGIN = env.text(
    "HEARTEN_MEDIA_ORIGIN", "", doc="another origin that serves uploads; default: 127.0.0.1"
) or (ORIGIN.replace("//localhost", "//127.0.0.1"))
LIVE_URL = env.text("LIVE_URL", "", doc="where the live process answers; empty: pages work by reload")
SITE_NAME = env.text("HEARTEN_NAME", "Hearten", doc="the host's name, shown on every page")
LEAVE_URL = env.text(
    "HEARTEN_LEAVE_URL", "https://www.bbc.com/weather", doc="the neutral page that 'Leave this page' opens"
)
DEMO = env.flag("HEARTEN_DEMO", False, doc="a made-up community: every page says so")
MAINTENANCE = env.flag("HEARTEN_MAINTENANCE", False, doc="answer 503 everywhere but on the crisis pages")
CHECK_LINKS = env.flag(
    "HEARTEN_CHECK_LINKS",
    not DEMO,
    doc="ask the links on the shelves once a month; the sites see this machine's address. Default: not on a demo",
)
AI_TRAINING = env.flag(
    "HEARTEN_AI_TRAINING", False, doc="allow crawlers that train language models on public pages"
)
X_ACCEL = env.text(
    "HEARTEN_X_ACCEL", "", doc="where nginx, told by X-Accel-Redirect, sends uploads from itself, as /uploads/"
)
TRUSTED_PROXIES = env.number("HEARTEN_PROXIES", 0, doc="how many proxies of yours stand before the web process")
DEBUG = env.flag("HEARTEN_DEBUG", False, doc="show errors to whoever is looking: never on a real host")
GUARD_DEADLINE_MS = env.number("GUARD_DEADLINE_MS", 2000, doc="how long the Guard may take over a short text")
COUNTRY = env.text(
    "HEARTEN_COUNTRY", "", doc="two-letter code of the country this host serves; empty: none comes first"
)
FFMPEG = env.text("HEARTEN_FFMPEG", "", doc="the program that prepares recordings; empty: the one that is found")
VIDEO_MB = env.number("HEARTEN_VIDEO_MB", 2000, doc="the largest video that is taken, in megabytes")
AUDIO_MB = env.number("HEARTEN_AUDIO_MB", 500, doc="the largest sound recording that is taken, in megabytes")
RECORDINGS_GB = env.number("HEARTEN_RECORDINGS_GB", 20, doc="room for the recordings of one person, in gigabytes")
SECRET_KEY = env.secret(
    "HEARTEN_SECRET_KEY",
    kept_in=DATA_DIR / KEY_FILE,
    doc="a long random value; `bin/hearten init` keeps one in a file",
)
CARD_KEY = env.secret(
    "HEARTEN_CARD_KEY",
    kept_in=DATA_DIR / CARD_KEY_FILE,
    doc="seals members' contact cards, another long random value; `bin/hearten init` keeps one in a file",
)
AUDIT_KEY = env.secret(
    "HEARTEN_AUDIT_KEY",
    kept_in=DATA_DIR / AUDIT_KEY_FILE,
    doc="seals the audit chain, another long random value; `bin/hearten init` keeps one in a file",
)

HTTPS = urlsplit(ORIGIN).scheme == "https"
ALLOWED_HOSTS = [urlsplit(ORIGIN).hostname or "localhost", urlsplit(MEDIA_ORIGIN).hostname or "localhost"]
if not HTTPS:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

# --- data ---------------------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", "", doc="postgresql://… ; empty: SQLite in HEARTEN_DATA")
DATABASES = {"default": database(DATABASE_URL, DATA_DIR / "hearten.sqlite3")}
REDIS_URL = env.text("REDIS_URL", "", doc="redis://… for several live or web processes; empty: the database")
LIVE_CHANNEL = "hearten-live"  # what NOTIFY and Redis call the way from web to live
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "media"
CACHES = {
    # Shared by every process: rate limits live here.
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},  # what is over is swept every hour (accounts/tasks.py)
        }
    )
    | {"KEY_FUNCTION": "hearten.accounts.limits.cache_key"},
    # Rendered public pages: private to one process, keyed by version, so nothing goes stale.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}

# --- backups -------------------------------------------------------------------------------------------------
BACKUP_FOR = env.text(
    "HEARTEN_BACKUP_FOR", "", doc="public keys of who can open backups, from `backup-key`; several: with spaces"
).split()
BACKUP_PASSPHRASE_FILE = env.text(
    "HEARTEN_BACKUP_PASSPHRASE_FILE", "", doc="instead of a key: a file with a passphrase that opens backups"
)

# --- apps, bottom to top ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "hearten.ui",
    "hearten.events",
    "hearten.media",
    "hearten.accounts",
    "hearten.moderation",
    "hearten.directory",
    "hearten.groups",
    "hearten.blog",
    "hearten.questions",
    "hearten.library",
    "hearten.imports",
    "hearten.home",
    "hearten.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "hearten.home.health.probes",
    "hearten.moderation.middleware.help_for_anyone",
    "django.middleware.security.SecurityMiddleware",
    "hearten.home.middleware.content_security",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hearten.home.middleware.maintenance",  # below the headers that every answer carries
    "hearten.home.arriving.slow_bodies",  # before anything reads what was sent
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "hearten.accounts.middleware.Authentication",
    "hearten.accounts.middleware.LoginRequired",
    "allauth.account.middleware.AccountMiddleware",
    "hearten.moderation.middleware.danger_while_paused",
    "hearten.accounts.middleware.account_state",
    "hearten.home.middleware.private_by_default",
    "hearten.home.middleware.no_nul",
]
ROOT_URLCONF = "hearten.config.urls"
WSGI_APPLICATION = "hearten.config.wsgi.application"
REACTIONS = "hearten.config.reactions.REACTIONS"
QUEUES = "hearten.config.reactions.QUEUES"
SUBJECTS = "hearten.config.subjects.SUBJECTS"
PUBLISH_CHECKS = "hearten.config.publish_checks.PUBLISH_CHECKS"
LINK_CHECKS = "hearten.config.publish_checks.LINK_CHECKS"
RECURRING = "hearten.config.reactions.RECURRING"
PERSONAL_DATA = "hearten.config.personal_data.APPS"

TEMPLATES = [
    # Ours: Jinja syntax, plain data only.
    {"BACKEND": "hearten.ui.engine.MiniJinja", "DIRS": [], "APP_DIRS": True, "OPTIONS": {}},
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- tasks --------------------------------------------------------------------------------------------------
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "urgent", "mail", "federation", "media", "bulk"],
    }
}

# --- people ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []  # the passphrase itself never arrives: accounts/passphrase.py
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "hearten.accounts.adapter.Adapter"
ACCOUNT_RATE_LIMITS = False  # ours count in the shared cache without keeping an address: accounts/limits.py
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "hearten.accounts.adapter.SecondStepAdapter"
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False  # allauth's wants an e-mail address; ours does not
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = SITE_NAME

# --- browser ----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}},
    # Raw uploads wait here to be re-encoded: never served, and nobody else's to read.
    "quarantine": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(DATA_DIR / "quarantine"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "hearten.ui.static.Manifest"},
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, MEDIA_ORIGIN],
        "media-src": [SELF, MEDIA_ORIGIN],
        "font-src": [SELF],
        "connect-src": [SELF, LIVE_URL] if LIVE_URL.startswith("http") else [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer makes browsers send "Origin: null", which CSRF must refuse
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "hearten.accounts.sessions"
#: No other host under the same domain can set a cookie with this prefix (ASVS 3.3.3); it needs https.
OWN_HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{OWN_HOST}s"
CSRF_COOKIE_NAME = f"{OWN_HOST}c"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "hearten.home.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "hearten.media.ceiling.Ceiling",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "hearten.media.nameless.Nameless",
]

# --- language and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = env.text("HEARTEN_TIME_ZONE", "Europe/Stockholm", doc="the host's own time zone, an IANA name")

# --- logs: no content, no identity, no path (I27) -----------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bare": {"()": "hearten.config.logs.Bare"}},
    "formatters": {"json": {"()": "hearten.config.logs.Json"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["bare"]}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},
    },
}

# --- tests and development ------------------------------------------------------------------------------
#: Refuse to render anything but plain data; on in tests, off where speed counts.
CHECK_TEMPLATE_DATA = env.flag("HEARTEN_CHECK_TEMPLATE_DATA", DEBUG, doc="refuse rows in templates (tests)")

env.verify()
