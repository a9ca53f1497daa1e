"""Every setting, from the environment. Two database roles: the owner migrates, the run-time role does all else.

`DATABASE_URL` names the run-time role, `DATABASE_OWNER_URL` the owner (else the same). The launcher in `config/embedded`
sets both for the embedded cluster before this module is read.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
import pghistory

from config import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("CASEWORK_DATA_DIR", default=str(BASE_DIR / "var")))
DEBUG = False
DEMO = env.bool("CASEWORK_DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
# Key ring for protected facts: "id:base64key,id:base64key"; the first writes, all read. HMAC keys are derived from their own secret.
PROTECTED_KEYS = env.list("PROTECTED_KEYS", default=[])
DIGEST_KEY = env.str("DIGEST_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "casework.apps.CaseworkConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "guardian",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_structlog",
    "django.forms",
]

MIDDLEWARE = [
    "config.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "casework.pages.middleware.Readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "casework.pages.middleware.Frame",
    "casework.pages.denials.Denials",
    "casework.accounts.middleware.OwnPasswordFirst",
    "casework.pages.kept.KeepForm",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "casework.pages.jinja.environment"},
    },
    {
        # For third parties only; our own pages are Jinja2.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "casework.pages.forms.GovukRenderer"

_database = env.db_url("DATABASE_URL", default="postgres://casework@localhost/casework")
_database.setdefault("OPTIONS", {})
_database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
_database["TEST"] = {"TEMPLATE": env.str("CASEWORK_TEST_TEMPLATE", default="") or None}
DATABASES = {"default": _database}
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
DATABASE_RUNTIME_ROLE = env.str("DATABASE_RUNTIME_ROLE", default="casework_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Each version of a record carries who changed it, in the row itself; nothing joins it to a table that could be rewritten.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_APPEND_ONLY = True

REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", default=REDIS_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")),
        "KEY_PREFIX": "casework",
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for as long as it takes
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    # A hint to a broker that is gone is dropped at once; worker and beat wait for theirs by the settings above.
    "max_retries": 0,
}
CELERY_TIMEZONE = "Europe/London"
TICK_SECONDS = env.float("CASEWORK_TICK_SECONDS", default=60.0)
# Who ticks what. A tick may be missed or doubled; seconds.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "sweep": {"task": "casework.clocks.tasks.sweep", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "deliver": {"task": "casework.outbox.tasks.deliver", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "recount": {"task": "casework.clocks.tasks.recount", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "tidy": {"task": "casework.clocks.tasks.tidy", "schedule": 86400.0},
    "tell-lists": {"task": "casework.access.tasks.tell_lists", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "look-elsewhere": {"task": "casework.assessment.prompts.tasks.look_elsewhere", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "read-courses": {"task": "casework.assessment.prompts.tasks.read_courses", "schedule": 86400.0},
    "pass-time": {"task": "casework.orders.tasks.pass_time", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "warrants": {"task": "casework.searches.tasks.pass_time", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "end-bail": {"task": "casework.custody.tasks.pass_time", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "notice-limits": {"task": "casework.charging.tasks.notice_limits", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "resume-imports": {"task": "casework.worklists.imports.tasks.resume", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "files": {"task": "casework.files.tasks.work", "schedule": TICK_SECONDS, "options": {"expires": 60}},
    "verify-files": {"task": "casework.files.tasks.verify", "schedule": 3600.0},
    "tidy-uploads": {"task": "casework.files.tasks.tidy", "schedule": 86400.0},
    "seal-audit": {"task": "casework.audit.tasks.seal", "schedule": 5.0, "options": {"expires": 5}},
    "export-audit-heads": {"task": "casework.audit.tasks.export_heads", "schedule": 3600.0},
    "make-audit-partitions": {"task": "casework.audit.tasks.make_partitions", "schedule": 86400.0},
}

AUTH_USER_MODEL = "casework.User"
AUTHENTICATION_BACKENDS = ["casework.accounts.backend.StaffBackend", "guardian.backends.ObjectPermissionBackend"]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "casework.accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
# Nobody signs up; allauth derives the fields of the sign-in form from these.
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# A whole force may come from one address; an account may not.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "200/m/ip,5/5m/key",
    "change_password": "10/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "casework.accounts.sign_in.SignInForm",
    "change_password": "casework.accounts.sign_in.ChangePasswordForm",
    "reauthenticate": "casework.accounts.sign_in.AgainForm",
}
MFA_ADAPTER = "casework.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Casework"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "casework.accounts.sign_in.CodeForm",
    "reauthenticate": "casework.accounts.sign_in.CodeAgainForm",
    "activate_totp": "casework.accounts.sign_in.SwitchOnForm",
    "deactivate_totp": "casework.accounts.sign_in.SwitchOffForm",
    "generate_recovery_codes": "casework.accounts.sign_in.NewCodesForm",
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False  # the frame writes it once a minute while somebody is there
SESSION_ABSOLUTE_AGE = 12 * 60 * 60
# What the next page says stays on the server: a cookie would leave names on the machine.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=False)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "casework.pages.errors.csrf_failure"
# Nothing from elsewhere, nothing inline. The design system draws two of its icons as data images.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# The design system's files, fetched by `manage.py assets`; pages are plain without them.
ASSETS_DIR = Path(env.str("CASEWORK_ASSETS_DIR", default=str(DATA_DIR / "assets")))
STATICFILES_DIRS = [BASE_DIR / "casework/pages/static", *([ASSETS_DIR] if ASSETS_DIR.is_dir() else [])]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Evidence, by content. On several machines this lies on storage that all of them share.
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        # Tests name files as they stand in the source; an installation gives each a name that changes with its content.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if env.bool("CASEWORK_PLAIN_STATIC", default=False)
        else "casework.pages.storage.StaticStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "media"

# Files of cases. A scanner is a socket's path or host:port; with none, files say that they were not scanned.
FILE_UPLOAD_HANDLERS = ["casework.files.receiving.HashingHandler"]
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")
# Parts of a large file that nobody goes on sending are thrown away after this time.
UPLOADS_KEPT = timedelta(days=7)

# In the demo nothing leaves the machine: the mail is shown on a page.
_MAIL = "casework.outbox.backends.FileSink" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default=_MAIL)
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 10
# For how long one worker has a message to itself; longer than a task may live (CELERY_TASK_TIME_LIMIT), or two could send it.
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=180)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="casework@example.invalid")
# What stands before the paths in e-mails, e.g. https://casework.example.invalid
SITE_URL = env.str("SITE_URL", default="")

logs.configure()
LOGGING = logs.logging_settings(env.str("LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # the line at the end says it all
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = 20

PIN_CUTOVER = "2017-07-05"
SILENCED_SYSTEM_CHECKS: list[str] = []
