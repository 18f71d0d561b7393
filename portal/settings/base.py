"""Settings that hold wherever the portal runs; the sibling modules hold the differences.

Names and defaults of the environment variables are a contract: see README, "Settings".
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from portal.settings.clock import clock_offset
from portal.settings.search import search_backend

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()


def cache_of(address: str) -> dict[str, Any]:
    """Django's settings of a cache; without its Redis server the portal goes on."""
    cache: dict[str, Any] = env.cache_url_config(address)
    if cache["BACKEND"].endswith("RedisCache"):
        cache["BACKEND"] = "portal.cache.OptionalRedisCache"
    return cache


# Where the database, uploads, collected files and mail of this installation live.
VAR_DIR = Path(env("PORTAL_VAR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "portal",
    "home",
    "pages",
    "search",
    "modeltranslation",  # before the admin, as its documentation asks
    "wagtail_localize",
    "wagtail_localize.locales",  # takes the place of wagtail.locales
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.AdminContentSecurityPolicyMiddleware",
    "portal.middleware.DemonstrationMiddleware",
    "home.caching.CacheHintsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.kept_forms.KeptFormMiddleware",
    "portal.middleware.PortableTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "home.as_of.AsOfMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.redirects.RedirectMiddleware",
    "pages.bilingual.middleware.RefusalMiddleware",
    "pages.bilingual.middleware.SerialPageCreationMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": ["portal.template_loader.Loader"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "home.context_processors.demonstration",
                "home.context_processors.navigation",
                "home.as_of.preview",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
# Write-ahead logging lets readers go on while an editor saves; a transaction that will write takes
# its turn at its beginning, where it can wait for it.
SQLITE_OPTIONS = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Opening a connection costs a tenth of a page, on SQLite too.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": cache_of(env("CACHE_URL", default="locmemcache://portal"))}
# How long shared caches may keep a page at most; it ends earlier where its content changes.
PORTAL_KEEP_SECONDS = env.int("KEEP_SECONDS", default=300)
# How long `/.well-known/security.txt` holds (RFC 9116 recommends less than a year).
PORTAL_SECURITY_TXT_DAYS = env.int("SECURITY_TXT_DAYS", default=180)
WAGTAILSEARCH_BACKENDS = {"default": search_backend(env("SEARCH_URL", default=""))}

# --- Language and time ------------------------------------------------------------------

LANGUAGE_CODE = "ja"
# Literals: gettext("English") reads 英語(米国) in the Japanese admin.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ja", "日本語"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
WAGTAIL_USER_TIME_ZONES = ["Asia/Tokyo"]
WAGTAIL_I18N_ENABLED = True
# "Translate" makes a draft: nothing goes live in English before a translator publishes it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_JOBS = {"BACKEND": "wagtail_localize.tasks.ImmediateBackend"}
# Off unless named, as {"CLASS": "…", "OPTIONS": {…}}: what a machine writes needs review.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = env.json("MACHINE_TRANSLATOR", default=None)
MODELTRANSLATION_DEFAULT_LANGUAGE = "ja"
MODELTRANSLATION_LANGUAGES = ("ja", "en")
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("ja", "en")}


def localized_label(label: str, language: str) -> str:
    """Form labels of bilingual columns: 名称（日本語）."""
    return f"{label}（{dict(LANGUAGES)[language]}）"


MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = localized_label


PORTAL_CLOCK_OFFSET = clock_offset(env)

# --- Files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = env("MEDIA_URL_BASE", default="/media/")
MEDIA_ROOT = VAR_DIR / "media"
# Originals of documents and pictures: outside every folder that a web server serves. Documents
# are read through their page's door, which asks for rights; pictures through their sizes.
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"
# Which addresses were erased, as keyed hashes. Keep it apart from backups of the database.
ERASURE_JOURNAL = VAR_DIR / "erasures.jsonl"
# Whatever comes in is private, files between two steps of an upload too; only the sizes are public.
STORAGES = {
    "default": {"BACKEND": "pages.originals.OriginalsStorage"},
    "originals": {"BACKEND": "pages.originals.OriginalsStorage"},
    "sizes": {"BACKEND": "pages.originals.SizesStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WAGTAILIMAGES_IMAGE_MODEL = "pages.PortalImage"
WAGTAILIMAGES_RENDITION_STORAGE = "sizes"
WAGTAILDOCS_DOCUMENT_MODEL = "pages.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "search.pdf.form.PaperForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # never the file's own address
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "docx", "xlsx", "ics", "zip"]
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.picture_form.PictureForm"
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 70
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "jpeg", "webp": "jpeg", "gif": "png"}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Wagtail ----------------------------------------------------------------------------

WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "pages/password_required.html"
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "pages/document_password.html"
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "pages/sign_in.html"
# The home page in the language of the form, for who signs in without having asked for a page.
LOGIN_REDIRECT_URL = reverse_lazy("wagtail_serve", args=[""])
WAGTAILADMIN_USER_LOGIN_FORM = "portal.sign_in.SignInForm"
WAGTAIL_SITE_NAME = "全国ICT教育首長協議会"
WAGTAILADMIN_BASE_URL = env("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third party sees who edits
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# A draft saves itself five seconds after a change; `save_in_turn.js` keeps it apart from "publish".
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # videos are links, loaded on a click

# --- Safety -----------------------------------------------------------------------------

CSRF_FAILURE_VIEW = "portal.kept_forms.refused"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame
LANGUAGE_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    },
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Demonstration ----------------------------------------------------------------------

PORTAL_DEMO = env.bool("PORTAL_DEMO", default=False)
