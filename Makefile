# The commands of the portal: `make help` lists them. Every path is relative, so the folder's own
# path may hold spaces. Programs are started with `python -m`, which still works after a move.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test lint mutants bench bench-search bench-registration format messages lock runtime dev catalogs chromium

PY := .venv/bin/python
PIP_INSTALL := $(PY) -m pip install --disable-pip-version-check --no-input --retries 2 --require-hashes
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --annotation-style line pyproject.toml
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po locale/*/*/LC_MESSAGES/*.po))
# The content as `make run` shows it, but not the portal's own database.
BENCH = SECRET_KEY="$$(cat var/secret-key)" PORTAL_DEMO=1 PORTAL_CLOCK=2022-09-22T10:00:00+09:00 \
	PORTAL_VAR=var/bench DATABASE_URL=sqlite:///var/bench/portal.sqlite3 CACHE_URL=locmemcache://bench \
	DJANGO_SETTINGS_MODULE=portal.settings.production $(PY) manage.py
TEST_SETTINGS := DJANGO_SETTINGS_MODULE=portal.settings.test

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: runtime catalogs var/secret-key ## set everything up and serve the portal on http://127.0.0.1:8000/ (PORT=8001 make run: elsewhere)
	@SECRET_KEY="$${SECRET_KEY:-$$(cat var/secret-key)}" PORTAL_DEMO=1 \
	PORTAL_CLOCK="$${PORTAL_CLOCK-2022-09-22T10:00:00+09:00}" \
	DJANGO_SETTINGS_MODULE=portal.settings.production exec $(PY) manage.py serve

test: dev catalogs chromium ## set everything up and run every test (PYTEST_ARGS="-k name": some)
	$(PY) -m pytest -n auto $(PYTEST_ARGS)

# The last step is also one of the tests; there it is skipped without gettext, here it may not be.
lint: dev catalogs ## code, formatting, import directions, types, templates, migrations, translations
	$(need_gettext)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	@$(PY) -c 'import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())'
	$(PY) -m mypy home pages portal search
	@find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	@$(PY) -m djhtml --check --tabwidth 2 templates
	$(TEST_SETTINGS) $(PY) manage.py makemigrations --check --dry-run
	$(TEST_SETTINGS) $(PY) manage.py check --fail-level WARNING
	$(PY) -m pytest -q tests/test_architecture.py tests/test_messages.py

mutants: dev catalogs ## break the code in many small ways, one at a time, and see whether the tests notice (WORDS="privacy awards": some)
	@$(PY) -m tests.mutants.run $(WORDS)

bench: dev catalogs var/secret-key ## measure pages, pages read again and the search at several sizes, in a database of its own
	@mkdir -p var/bench
	@$(BENCH) migrate --verbosity 0
	@$(BENCH) load_content --if-empty
	@$(BENCH) rebuild_search --if-needed --verbosity 0
	@$(BENCH) collectstatic --no-input --verbosity 0
	@$(BENCH) bench

bench-search: dev catalogs ## measure the search on the portal's own database: quality, baselines, speed at 10,000 documents
	$(PY) manage.py bench_search

bench-registration: dev catalogs ## a thousand registrations at once through the real server, beside a plain form; and with the server killed
	@$(PY) -m tests.load

format: dev ## put code and templates into the form that `make lint` expects
	$(PY) -m ruff check --fix-only --quiet .
	$(PY) -m ruff format .
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +; true
	@$(PY) -m djhtml --tabwidth 2 templates

messages: dev ## bring new strings of code and templates into locale/ja, to be translated there
	$(need_gettext)
	$(PY) manage.py makemessages --locale ja --no-obsolete --no-location --no-wrap --ignore var --ignore tests

lock: dev ## lock the requirements named in pyproject.toml, keeping what still fits
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

# --- Steps of the commands above --------------------------------------------------------

define need_gettext
	@command -v xgettext >/dev/null || { echo "Translations are checked with xgettext: install gettext (on Debian and Ubuntu: apt-get install gettext), then run make again." >&2; exit 1; }
endef

# A copy of what was installed lies in .venv: installing again is needed when it differs.
define install
	@cmp -s $(1) .venv/$(1) || { \
		echo "Installing $(1) into .venv (once; a minute or so) …" && mkdir -p var && \
		{ $(PIP_INSTALL) -r $(1) >var/install.log 2>&1 || { \
			echo "The requirements could not be installed: check the network to the package index, then run make again (details: var/install.log)." >&2; exit 1; }; } && \
		cp $(1) .venv/$(1); }
endef

runtime: .venv-works
	$(call install,requirements.txt)

dev: .venv-works
	$(call install,requirements-dev.txt)
	@cp requirements.txt .venv/requirements.txt # the development lock holds it

.PHONY: .venv-works
.venv-works:
	@$(PY) -c 'import pip' 2>/dev/null || { \
		for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
			"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; \
		done; \
		[ -n "$$python" ] || { echo "Python 3.11 or newer is needed: install it, or name it (make run PYTHON=/path/to/python3)." >&2; exit 1; }; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: install it (on Debian and Ubuntu: apt-get install python3-venv), then run make again." >&2; exit 1; }; \
		echo "Creating .venv …"; \
		"$$python" -m venv --clear .venv || { echo "The folder .venv could not be created: check that this folder may be written to and that the disk has space." >&2; exit 1; }; }

catalogs: runtime $(MESSAGES)

# Babel ships with the requirements, so gettext's own msgfmt is not needed to run the portal.
%.mo: %.po | runtime
	@$(PY) -m babel.messages.frontend --quiet compile --locale ja --input-file $< --output-file $@

var/secret-key: | runtime
	@mkdir -p var && umask 077 && $(PY) -c 'import secrets; print(secrets.token_urlsafe(50))' >$@

# Without a browser its tests are skipped and say so.
chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		echo "Installing Chromium for the browser tests …" && mkdir -p var && \
		{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-noto-cjk; } >var/chromium.log 2>&1; } || \
		echo "Chromium is missing and could not be installed: the browser tests will be skipped."
