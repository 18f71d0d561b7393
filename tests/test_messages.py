"""The messages of the interface: each is translated, and none changes what Wagtail says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings

ROOT = settings.BASE_DIR
CODE = ("home", "pages", "portal", "search")
CATALOG = ROOT / "locale/ja/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """Every message of our code and templates, as Django's own extraction finds it."""
    if not shutil.which("xgettext"):
        pytest.skip("xgettext is missing: install gettext")
    copy = tmp_path_factory.mktemp("messages")
    (copy / "locale").mkdir()
    for folder in (*CODE, "templates"):
        shutil.copytree(ROOT / folder, copy / folder)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "ja"]
    done = subprocess.run(  # noqa: S603
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return polib.pofile(str(copy / "locale/ja/LC_MESSAGES/django.po"))


def key_of(entry):
    return entry.msgctxt or "", entry.msgid


def test_every_message_has_a_japanese_translation(messages):
    catalog = polib.pofile(str(CATALOG)) if CATALOG.exists() else polib.POFile()
    said = {key_of(entry) for entry in catalog.translated_entries()}
    missing = [entry for entry in messages if key_of(entry) not in said]
    lines = [f"{', '.join(file for file, _ in e.occurrences)}: {e.msgid!r}" for e in missing]
    assert not lines, "\n".join([f"{len(lines)} without a translation in Japanese:", *lines])


# Ours are read first, in Wagtail's own views as well: these say the same thing better there, too.
SAID_BETTER = {
    *("Breadcrumb", "Document", "Documents", "document", "documents", "For search engines"),
    *("For site menus", "None", "Publishing…"),
}


def test_no_message_changes_what_wagtail_means_by_it():
    """A word that means something else there carries a context (pgettext)."""
    ours = {e.msgid: e.msgstr for e in polib.pofile(str(CATALOG)) if not e.msgctxt}
    theirs = [
        entry
        for file in Path(wagtail.__file__).parent.glob("**/locale/ja/LC_MESSAGES/django.mo")
        for entry in polib.mofile(str(file))
        if not entry.msgctxt and entry.msgid not in SAID_BETTER
    ]
    changed = {e.msgid: e.msgstr for e in theirs if ours.get(e.msgid, e.msgstr) != e.msgstr}
    assert changed == {}


def test_the_catalog_holds_no_message_that_is_gone(messages):
    if not CATALOG.exists():
        pytest.skip("there is no catalog")
    used = {key_of(entry) for entry in messages}
    catalog = polib.pofile(str(CATALOG))
    assert [e.msgid for e in catalog if not e.obsolete and key_of(e) not in used] == []
