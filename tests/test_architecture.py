"""Rules of the layout that no linter knows; the directions of import stand in pyproject.toml."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
import wagtail
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import override
from modeltranslation.translator import translator
from wagtail import blocks
from wagtail.models import Page, TranslatableMixin

from pages.base.page import BasePage
from pages.blocks import ContentStreamBlock

ROOT = settings.BASE_DIR
CODE = [name for name in ("home", "pages", "portal", "search") if (ROOT / name).is_dir()]
CATALOG = ROOT / "locale/ja/LC_MESSAGES/django.po"

TOP_LEVEL = {
    *("manage.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "Makefile"),
    *("README.md", "LICENSE", "THIRD_PARTY_NOTICES", ".gitignore", ".git", ".github", ".ci"),
    *("portal", "home", "pages", "search", "locale", "templates", "static", "tests"),
}

# Component styles of more than one template: elements, states, patterns of lists and of boxes.
SHARED_STYLES = {
    *("definition_list", "facts", "figure", "funnel", "go_link", "hero", "label"),
    *("menu", "news_mark", "pagination", "prose", "rows", "search", "skip_link", "strip"),
    *("turn", "choice", "compare", "filters", "summit", "tag"),
}


def files(pattern, *folders):
    """Files of the project whose name matches, generated ones and migrations left out."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob(pattern))]
    return [path for path in found if not {"migrations", "__pycache__"} & set(path.parts)]


def name_of(path):
    return str(path.relative_to(ROOT))


def subclasses(model):
    for child in model.__subclasses__():
        yield child
        yield from subclasses(child)


PAGE_TYPES = sorted(set(subclasses(BasePage)), key=lambda model: model.__name__)
CREATABLE = [model for model in PAGE_TYPES if not model._meta.abstract and model.is_creatable]
BLOCKS = ContentStreamBlock().child_blocks
TEMPLATES = files("*.html", "templates")


# --- Files --------------------------------------------------------------------------------


def test_the_top_level_is_fixed():
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines()}
    assert {path.name for path in ROOT.iterdir()} - ignored - TOP_LEVEL == set()


def test_every_file_has_a_subject():
    vague = re.compile(r"^(utils?|helpers?|common|core|misc|tools?)\b")
    found = files("*", *CODE, "templates", "static", "tests")
    assert [name_of(path) for path in found if vague.match(path.name)] == []


@pytest.mark.parametrize(
    ("paths", "ceiling"),
    [(files("*.py", *CODE), 350), ([ROOT / "portal/settings/base.py"], 250)],
    ids=["modules", "base settings"],
)
def test_no_file_grows_beyond_what_a_reader_holds(paths, ceiling):
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in paths}
    assert {name: lines for name, lines in lengths.items() if lines > ceiling} == {}


def test_the_development_lock_holds_the_runtime_lock():
    def pins(name):
        return set(re.findall(r"^\S+==[^\\]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


# --- Pages, blocks and their names ----------------------------------------------------------


@pytest.mark.parametrize("model", CREATABLE, ids=lambda model: model.__name__)
def test_every_page_type_names_its_template(model):
    assert "template" in vars(model), f"{model.__name__}: write `template = …` on the class"
    get_template(model.template)


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_page_types_are_named_by_what_they_are(model):
    assert model.__name__.endswith("Page")
    assert model.__name__.startswith("Base") == model._meta.abstract


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_introduces_itself_in_japanese(name):
    block = BLOCKS[name]
    with override("ja"):
        assert str(block.label).strip()
        assert str(block.get_description()).strip()
    assert block.meta.template == f"blocks/{name}.html"
    get_template(block.meta.template)
    assert block.is_previewable


def test_blocks_are_named_by_what_they_are():
    ours = [model for model in subclasses(blocks.Block) if model.__module__.split(".")[0] in CODE]
    assert [model.__name__ for model in ours if not model.__name__.endswith("Block")] == []
    streams = [model.__name__ for model in ours if issubclass(model, blocks.StreamBlock)]
    assert [name for name in streams if not name.endswith("StreamBlock")] == []


def test_no_model_is_under_two_translation_mechanisms():
    models = translator.get_registered_models(abstract=False)
    assert [model for model in models if issubclass(model, TranslatableMixin)] == []


def fact_lookups(tree, facts):
    """Lookups of facts that start neither at `sources(…)` nor at an annotation by `fact(…)`."""
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        if call.func.attr not in {"filter", "exclude", "get", "order_by", "values", "values_list"}:
            continue
        given = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        if call.func.attr == "get":
            given = []  # a dictionary is asked by position, a queryset by keyword
        given += [keyword.arg or "" for keyword in call.keywords]
        names = {str(name).lstrip("-").split("__")[0] for name in given} & facts
        if names and "sources(" not in ast.unparse(call.func.value):
            yield f"line {call.lineno}: {', '.join(sorted(names))}"


@pytest.mark.parametrize("path", files("*.py", *CODE), ids=name_of)
def test_facts_are_looked_up_on_japanese_pages_only(path):
    # The English row holds none: `.filter(start_date=…)` on it would find nothing, silently.
    facts = {name for model in PAGE_TYPES for name in model.facts_fields}
    # Rows and records have fields of some of these names, too: those are asked rightly.
    others = [model for model in apps.get_models() if not issubclass(model, Page)]
    facts -= {field.name for model in others for field in model._meta.get_fields()}
    assert list(fact_lookups(ast.parse(path.read_text()), facts)) == []


# --- Templates and styles -------------------------------------------------------------------


def test_every_component_style_has_the_name_of_a_template():
    styles = {path.stem for path in files("*.css", "static/css/components")}
    templates = {path.stem for path in TEMPLATES}
    assert styles - templates - SHARED_STYLES == set(), "name the style after its template"
    assert SHARED_STYLES - styles == set(), "a style in the list is gone"
    assert SHARED_STYLES & templates == set(), "a style in the list has its template now"


def test_every_component_style_is_part_of_the_sheet():
    sheet = (ROOT / "static/css/site.css").read_text()
    styles = files("*.css", "static/css/components")
    assert [path.name for path in styles if f'"components/{path.name}"' not in sheet] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_no_style_and_no_script(path):
    if "emails" in path.parts:
        return  # mail programs understand nothing but styles in attributes
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", path.read_text(), flags=re.DOTALL)
    inline = r"""<style\b|<script\b(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=\s*["']"""
    assert re.findall(inline, text) == []


@pytest.mark.parametrize(
    "path", [*TEMPLATES, *([CATALOG] if CATALOG.exists() else [])], ids=name_of
)
def test_links_say_where_they_lead(path):
    assert re.findall(r"こちら|(?i:click here)", path.read_text()) == []


# --- Messages -------------------------------------------------------------------------------


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
    assert not lines, f"{len(lines)} without a translation in {name_of(CATALOG)}:\n" + "\n".join(
        lines
    )


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
