#!/usr/bin/env bash
# Of two equal texts with different contexts, one translation is gone after a way through XLIFF.
#
# Guess:     msgctxt, which tells the two apart, travels in a <context> or in the id of the unit
#            (the representation guide for PO names a context-type for it), and both come back.
# Behaviour: po2xliff writes two units without their contexts; xliff2po warns of a duplicate, keeps
#            the first under an empty context and leaves the second translation out.
# Versions:  translate-toolkit 3.20.4, Python 3.11
# Source:    XLIFF 1.2 Representation Guide for Gettext PO, OASIS (context of an entry)
# Seen:      two units in the XLIFF, Invitation and Guide; after the way back one entry,
#            msgctxt "" / msgid "ご案内" / msgstr "Invitation", and no Guide
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check translate-toolkit==3.20.4
cat > before.po <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: en\n"

msgctxt "body.title"
msgid "ご案内"
msgstr "Invitation"

msgctxt "menu.title"
msgid "ご案内"
msgstr "Guide"
PO
env/bin/po2xliff --progress=none before.po there.xlf
env/bin/xliff2po --progress=none there.xlf back.po
if grep -q 'body.title\|menu.title' there.xlf back.po; then echo "changed: contexts travel"; exit 1; fi
grep '<target' there.xlf
tail -3 back.po
[ "$(grep -c '<source>ご案内' there.xlf)" = 2 ]
[ "$(grep -c '^msgid "ご案内"' back.po)" = 1 ]
if grep -q Guide back.po; then echo "changed: both translations come back"; exit 1; fi
