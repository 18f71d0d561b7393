#!/usr/bin/env bash
# A wrapper of statements cannot give an insert a transaction of its own on SQLite.
#
# Guess:     Django's execute_wrapper() may run any statement within transaction.atomic(), to commit
#            a second one, such as a note of the change, together with it.
# Behaviour: an update ends well. An insert of the ORM ends with OperationalError, for Django asks
#            for the new key by INSERT … RETURNING and reads the row only after the wrapper has
#            returned: until then SQLite takes the statement as still in progress and neither
#            commits nor releases a savepoint.
# Versions:  Django 5.2.19, Python 3.11, SQLite 3.40
# Source:    django/db/backends/sqlite3/features.py, can_return_columns_from_insert; SQLite's
#            lang_savepoint.html on RELEASE
# Seen:      update: committed; insert: OperationalError, SQL statements in progress
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check django==5.2.19
env/bin/python - <<'PY'
import sys

import django
from django.conf import settings

database = {"ENGINE": "django.db.backends.sqlite3", "NAME": "portal.sqlite3"}
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes"], DATABASES={"default": database}
)
django.setup()
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import OperationalError, connection, transaction


def in_a_transaction(execute, sql, params, many, context):
    if not sql.startswith(("INSERT", "UPDATE")):
        return execute(sql, params, many, context)
    with transaction.atomic():
        return execute(sql, params, many, context)


def outcome(change):
    try:
        with connection.execute_wrapper(in_a_transaction):
            change()
    except OperationalError as error:
        return f"OperationalError: {error}"
    return "committed"


call_command("migrate", verbosity=0)
seen = {
    "update": outcome(lambda: ContentType.objects.update(model="changed")),
    "insert": outcome(lambda: ContentType.objects.create(app_label="a", model="b")),
}
for change, ended in seen.items():
    print(f"{change}: {ended}")
if seen["update"] != "committed" or "in progress" not in seen["insert"]:
    sys.exit("changed: both end alike")
PY
