"""Rules of the layout that no linter knows; the directions of import stand in pyproject.toml."""

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.template.library import import_library
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
    *("docs", "deploy", "findings", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"),
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


# --- Names --------------------------------------------------------------------------------

# Modules under names that nobody in the field uses, and the names they have now. A star stands for
# any room.
OLD_MODULES = {
    "pages/*/rows": "inlines",
    "pages/events/told": "export",
    "pages/events/called_off": "cancellation",
    "pages/events/logged": "event",
    "pages/events/order": "dates",
    "pages/events/schedule": "dates",
    "pages/events/attendance": "pages/wording/lines",
    "pages/base/present": "windows",
    "pages/base/parts": "subpages",
    "pages/base/stale": "autosave_guard",
    "pages/base/paired": "translation_publishing",
    "pages/base/naming": "reindex_on_rename",
    "pages/base/row_sets": "json_prefetch",
    "pages/bilingual/carry": "translation_reuse",
    "pages/bilingual/drafts": "source_versions",
    "pages/bilingual/outline": "structure_digest",
    "pages/bilingual/meaning": "normalisation",
    "pages/bilingual/together": "tree_sync",
    "pages/bilingual/gate": "publish_checks",
    "pages/bilingual/viewsets": "hooks",
    "pages/bilingual/access": "release_view",
    "pages/bilingual/mail": "signals",
    "pages/news/derived": "announcement_lines",
    "pages/news/updates": "news_list",
    "pages/news/editorial": "overrides",
    "pages/news/desk": "admin_list",
    "pages/members/evidence": "mentions",
    "pages/resources/belonging": "document_usage",
    "pages/blocks/chosen": "choosers",
    "pages/templatetags/chosen": "block_links",
    "pages/templatetags/said": "dates, item_states",
    "home/frame": "site_tree",
    "home/initial": "sample_content",
    "home/samples": "sample_content",
    "portal/framed": "with_site_tree",
    "portal/settings/kuromoji": "search",
    "search/query/ways": "matching",
    "search/query/pool": "candidates",
    "search/query/typed": "autocomplete",
    "search/query/memory": "snapshot",
    "search/query/waiting": "embargo",
    "search/index/drafts": "documents",
    "search/index/follow": "signal_handlers",
    "search/bench": "benchmark",
    "search/baselines": "benchmark",
    "search/quality": "benchmark",
}
OLD_NAMES = {
    "ToldElsewhere": "CalendarExportMixin",
    "CalledOff": "CancellationMixin",
    "OutOnItsDay": "EmbargoMixin",
    "is_out": "is_published",
    "RefusalsAreSaid": "RefusalMiddleware",
    "PagesAreAddedInTurn": "SerialPageCreationMiddleware",
    "AsOf": "AsOfMiddleware",
    "CacheHints": "CacheHintsMiddleware",
    "Way": "Variant",
    "Group": "Concept",
    "Parts": "PartialVariants",
    "Draft": "IndexDocument",
}
OLD_TAGS = {"due": "deadline_html", "span": "date_span", "tr": "localized", "out": "published"}
# Names of several classes, with the reason.
SHARED_NAMES = {"Command": "Django finds a management command by this name"}


def classes(path):
    """The public classes of a module; those inside other classes have the outer one's subject."""
    body = ast.parse(path.read_text()).body
    nodes = [node for node in body if isinstance(node, ast.ClassDef)]
    return [node.name for node in nodes if not node.name.startswith("_")]


def defined_names(path):
    """Names of classes and functions, also inside classes."""
    kinds = (ast.ClassDef, ast.FunctionDef)
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)}


@pytest.mark.parametrize(("old", "better"), OLD_MODULES.items(), ids=OLD_MODULES)
def test_modules_are_named_in_the_terms_of_the_field(old, better):
    back = [*ROOT.glob(f"{old}.py"), *ROOT.glob(f"{old}/__init__.py")]
    assert [name_of(path) for path in back] == [], f"it is called {better}"


def test_classes_and_attributes_are_named_in_the_terms_of_the_field():
    back = {
        f"{name_of(path)}: {name}": OLD_NAMES[name]
        for path in files("*.py", *CODE)
        for name in defined_names(path) & set(OLD_NAMES)
    }
    assert back == {}


def test_template_tags_are_named_by_what_they_give():
    folders = [ROOT / name / "templatetags" for name in CODE]
    paths = [path for folder in folders for path in folder.glob("[!_]*.py")]
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    libraries = [import_library(name) for name in modules]
    tags = {name for library in libraries for name in (*library.tags, *library.filters)}
    assert {name: OLD_TAGS[name] for name in tags & set(OLD_TAGS)} == {}


def test_middleware_is_called_middleware():
    ours = [name for name in settings.MIDDLEWARE if name.partition(".")[0] in CODE]
    assert [name for name in ours if not name.endswith("Middleware")] == []
    assert ours


def test_a_class_name_has_one_meaning():
    places = {}
    for path in files("*.py", *CODE):
        for name in classes(path):
            places.setdefault(name, []).append(name_of(path))
    shared = {name: where for name, where in places.items() if len(where) > 1}
    assert {name: shared[name] for name in shared if name not in SHARED_NAMES} == {}
    assert set(SHARED_NAMES) - set(shared) == set(), "a reason in the list is gone"


# --- Hidden arrows --------------------------------------------------------------------------

# Parts of others that are no documented interface: the one module that may name each of them has a
# contract test. Those under "" have a documented way.
DOORS = {
    "home/wagtail_door.py": (
        *("_wagtail_site", "_wagtail_cached_site_root_paths", "_wagtail_route_for_request"),
        *("SITE_ROOT_PATHS_CACHE_KEY", "SITE_ROOT_PATHS_CACHE_VERSION", "get_cache_attr_name"),
    ),
    "pages/base/json_prefetch.py": ("_fetch_all", "_result_cache", "_prefetched_objects_cache"),
    "": ("fields_cache", "_prefetch_done", "_csp_replace", "LexemeCombinable"),
}
# What may be set on objects of others because they declare it.
THEIR_ATTRIBUTES = {
    "POST": "a request",
    "attrs": "a widget",
    "contents": "a token of a template",
    "data_type": "a cell of a workbook",
    "func": "a resolved address",
    "help_text": "a field of a form",
    "info": "an opened picture",
    "metadata": "a catalog of messages",
    "stemmer": "what a thread keeps",
    "template_debug": "an error of a template",
    "tokenizer": "what a thread keeps",
}
MARKS = {
    ("home/caching.py", "may_be_kept"): "a decorator marks its view, as Django's csrf_exempt does",
    ("pages/blocks/choosers.py", "versions"): "on rows of the same function's own query",
}


@pytest.mark.parametrize(
    ("door", "name"), [(door, name) for door, names in DOORS.items() for name in names]
)
def test_private_parts_of_others_are_named_by_one_module(door, name):
    word = re.compile(rf"\b{name}\b")
    naming = {name_of(path) for path in files("*.py", *CODE) if word.search(path.read_text())}
    assert naming == ({door} if door else set())


def is_of(target, *owners):
    return isinstance(target.value, ast.Name) and target.value.id in owners


def set_attributes(tree):
    """Assignments to attributes, those within tuples too."""
    for node in ast.walk(tree):
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            within = (part for target in targets for part in ast.walk(target))
            yield from (
                part
                for part in within
                if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
            )


def declared_by(tree):
    """The names of data that a class declares, or sets on itself."""
    for node in tree.body:
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))
    yield from (target.attr for target in set_attributes(tree) if is_of(target, "self", "cls"))


def class_declarations(tree):
    """The class around a node and what it declares, for every node within classes."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            names = set(declared_by(node))
            found.update((inner, names | found.get(inner, set())) for inner in ast.walk(node))
    return found


@pytest.fixture(scope="module")
def data_names():
    """The names of all fields of models and of all data that classes of ours declare."""
    fields = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    trees = [ast.parse(path.read_text()) for path in files("*.py", *CODE)]
    return fields.union(*(names for tree in trees for names in class_declarations(tree).values()))


def hung(tree, data_names):
    """Attributes set on an object that does not declare them."""
    around = class_declarations(tree)
    for target in set_attributes(tree):
        if is_of(target, "self", "cls") or target.attr in THEIR_ATTRIBUTES:
            continue
        own = target.attr in around.get(target, ())
        private = target.attr.startswith("_")
        if not own and (private or is_of(target, "request") or target.attr not in data_names):
            yield target.attr


@pytest.mark.parametrize("path", files("*.py", *CODE), ids=name_of)
def test_nothing_is_hung_on_another_object_from_outside(path, data_names):
    if name_of(path) in DOORS:
        return
    found = {(name_of(path), name) for name in hung(ast.parse(path.read_text()), data_names)}
    assert found - set(MARKS) == set(), "pass the value, or let the owner work it out"


@pytest.mark.parametrize("line", ["request.as_of = 1", "page._kept = 1", "row.nobody_has = 1"])
def test_what_is_hung_on_another_object_is_seen(line, data_names):
    assert list(hung(ast.parse(f"def f(request, page, row):\n    {line}"), data_names))


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


DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstrings_with_what(source):
    """Docstrings that begin with "What …", which names no subject."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, DOCUMENTED))
    docstrings = (ast.get_docstring(node) or "" for node in nodes)
    return [each for each in docstrings if re.match(r"what(ever)?\b", each, re.IGNORECASE)]


def test_docstrings_begin_with_the_subject():
    found = {
        name_of(path): docstrings_with_what(path.read_text())
        for path in files("*.py", *CODE, "tests")
    }
    assert {name: docstrings for name, docstrings in found.items() if docstrings} == {}


@pytest.mark.parametrize(
    "source",
    [
        '"""What a module holds."""',
        'class Page:\n    """\n    What it is.\n    """',
        'class Page:\n    def name(self):\n        """Whatever it is called."""',
        'def name():\n    async def inner():\n        """what is asked."""',
    ],
    ids=["module", "class on a line of its own", "method", "function within another"],
)
def test_a_docstring_that_begins_with_what_is_seen_wherever_it_stands(source):
    assert len(docstrings_with_what(source)) == 1


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
def test_the_blank_after_a_label_with_its_colon_is_that_of_the_language(path):
    # Japanese has none after its wide colon: `{% blank %}` knows.
    assert re.findall(r':" %\}(?:\{\{ " " \}\}| \{)', path.read_text()) == []


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


# A template is read like code: the rules of the white space are in portal/template_loader.py.
LONGEST_LINE, MOST_LINES = 120, 80
ADDRESS = re.compile(r"https?://\S+|\b(?:href|src|action)=\"[^\"]*\"")
ELEMENT = re.compile(r"<[a-zA-Z{]")
LANGUAGE_COMPARISON = re.compile(
    r"\{%[^%]*\b(?:LANGUAGE_CODE|get_language|language|lang)\s*(?:==|!=|in\b|not in\b)[^%]*%\}"
)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_are_laid_out_for_a_reader(path):
    lines = path.read_text().splitlines()
    long = [n for n, line in enumerate(lines, 1) if len(ADDRESS.sub("", line)) > LONGEST_LINE]
    assert long == [], f"lines of more than {LONGEST_LINE} characters"
    assert len(lines) <= MOST_LINES, "split it into components"
    on_one_line = len(lines) == 1 and len(ELEMENT.findall(lines[0])) > 1
    assert not on_one_line, "one element to a line"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_do_not_ask_which_language_it_is(path):
    found = LANGUAGE_COMPARISON.findall(path.read_text())
    assert found == [], "marks and word order come from pages.wording, layouts from the page"


# Who may load whose tag libraries: the front door and the search stand on pages.
LIBRARIES_OF = {"home": {"home", "pages"}, "search": {"search", "pages"}}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_load_no_library_of_a_higher_room(path):
    room = path.relative_to(ROOT / "templates").parts[0]
    loaded = {
        name
        for tags in re.findall(r"\{% load ([^%]+) %\}", path.read_text())
        for name in tags.partition(" from ")[2].split() or tags.split()
    }
    above = {
        name
        for owner in CODE
        if owner not in LIBRARIES_OF.get(room, {"pages"})
        for name in loaded
        if (ROOT / owner / "templatetags" / f"{name}.py").exists()
    }
    assert above == set()
