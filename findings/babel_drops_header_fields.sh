#!/usr/bin/env bash
# Babel reads a PO file and writes it without the header fields it does not know.
#
# Guess:     fields beginning with X-, which gettext leaves to whoever makes the file, are kept: the
#            catalogue is read and written by the same library, msgcat and polib keep them.
# Behaviour: read_po followed by write_po keeps the fields Babel has attributes for and drops every
#            other one without a word; whoever recognised his file by such a field no longer does.
# Versions:  Babel 2.18.0, Python 3.11; for comparison polib 1.2.0, which keeps the field
# Source:    gettext manual, "Filling in the Header Entry" (fields of one's own begin with X-)
# Seen:      X-Portal-Pair: 42 before; after Babel no such line, after polib X-Portal-Pair: 42
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check babel==2.18.0 polib==1.2.0
cat > before.po <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: en\n"
"X-Portal-Pair: 42\n"

msgid "開催案内"
msgstr "Invitation"
PO
env/bin/python - <<'PY'
import io
import sys

import polib
from babel.messages.pofile import read_po, write_po

with open("before.po", "rb") as file:
    catalogue = read_po(file)
written = io.BytesIO()
write_po(written, catalogue)
after_babel = written.getvalue().decode()
after_polib = str(polib.pofile("before.po"))
print("after Babel:", "X-Portal-Pair" in after_babel)
print("after polib:", "X-Portal-Pair: 42" in after_polib)
if "X-Portal-Pair" in after_babel or "X-Portal-Pair: 42" not in after_polib:
    sys.exit("changed: Babel keeps the field, or polib does not")
PY
