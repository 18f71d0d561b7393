#!/usr/bin/env bash
# An obsolete PO entry comes back from XLIFF as a living translation.
#
# Guess:     po2xliff leaves out entries marked obsolete (#~), or marks them, as XLIFF 1.1 could
#            (translate="no"); the way back then gives what was there.
# Behaviour: the obsolete entry becomes an ordinary trans-unit, approved="yes"; xliff2po writes it
#            as a live entry, so that a text which no page has any more looks finished.
# Versions:  translate-toolkit 3.20.4, Python 3.11
# Source:    gettext manual, "The Format of PO Files" (obsolete entries are kept as comments)
# Seen:      <source>古い案内</source> / <target state="translated">Old invitation</target>, and
#            after the way back: msgid "古い案内" / msgstr "Old invitation", without #~
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check translate-toolkit==3.20.4
cat > before.po <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: en\n"

msgid "開催案内"
msgstr "Invitation"

#~ msgid "古い案内"
#~ msgstr "Old invitation"
PO
env/bin/po2xliff --progress=none before.po there.xlf
env/bin/xliff2po --progress=none there.xlf back.po
grep -c '^#~ msgid "古い案内"' before.po
grep 'Old invitation' there.xlf
if grep -q '^#~' back.po; then echo "changed: the entry is obsolete again"; exit 1; fi
grep -A1 '^msgid "古い案内"' back.po
grep -q '^msgstr "Old invitation"' back.po
