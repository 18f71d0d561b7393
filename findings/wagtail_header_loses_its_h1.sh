#!/usr/bin/env bash
# Wagtail's header for admin screens has no h1 where the screen has a variable named "heading".
#
# Guess:     a screen that includes wagtailadmin/shared/header.html with a title gets that title as
#            its h1, whatever else the screen's own context holds.
# Behaviour: an include sees the whole context; a variable named "heading", such as the usual
#            {% translate "…" as heading %}, is printed in place of the h1 as it stands, and the
#            title, the subtitle and the icon are left out. Nothing is said.
# Versions:  Wagtail 7.4.4, Django 5.2.19, Python 3.11
# Source:    wagtail/admin/templates/wagtailadmin/shared/header.html, {% if heading %}{{ heading }}
# Seen:      h1 without the variable: 1; with it: 0
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check wagtail==7.4.4 django==5.2.19
env/bin/python - <<'PY'
import sys

import django
from django.conf import settings

apps = [
    *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.staticfiles"),
    *("wagtail", "wagtail.admin", "wagtail.users", "wagtail.images", "wagtail.documents"),
    *("taggit", "modelsearch"),
]
templates = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
settings.configure(
    SECRET_KEY="x",
    INSTALLED_APPS=apps,
    TEMPLATES=[templates],
    STATIC_URL="/static/",
    DATABASES={},
)
django.setup()
from django.template import engines

include = '{% include "wagtailadmin/shared/header.html" with title="Attendance" %}'
named = '{% load i18n %}{% translate "Attendance" as heading %}' + include
plain, with_variable = (
    engines["django"].from_string(source).render().count("<h1") for source in (include, named)
)
print("h1 without the variable:", plain)
print("h1 with it:", with_variable)
if (plain, with_variable) != (1, 0):
    sys.exit("changed: the header keeps its h1")
PY
