"""The style sheet: written in many files, served as one, within its budget."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from portal.staticfiles import STYLE_SHEET, bundle, strip

CSS = Path(settings.BASE_DIR) / "static" / "css"
PARTS = sorted(path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css"))
PARTS = [part for part in PARTS if part != "site.css" and not part.startswith("admin/")]
COMPONENTS = [part for part in PARTS if part.startswith("components/")]
KILOBYTE = 1024


@pytest.fixture
def collect(settings, tmp_path):
    """Return a call that collects the project's own files as production does, and returns the file
    that `{% static "css/site.css" %}` names.
    """
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "portal.staticfiles.BundledStaticFilesStorage"}
    }

    def call():
        call_command("collectstatic", interactive=False, verbosity=0)
        return settings.STATIC_ROOT / staticfiles_storage.stored_name(STYLE_SHEET)

    return call


@pytest.fixture
def served(collect):
    return collect()


class TestTheServedStyleSheet:
    def test_is_hashed_and_compressed(self, served):
        assert re.fullmatch(r"site\.[0-9a-f]{12}\.css", served.name)
        assert served.with_name(served.name + ".br").exists()
        assert gzip.decompress(served.with_name(served.name + ".gz").read_bytes()) == (
            served.read_bytes()
        )

    def test_imports_nothing(self, served):
        assert "@import" not in served.read_text()

    def test_holds_every_part_in_its_layer(self, served):
        css = served.read_text()
        for part in PARTS:
            layer = "components" if part in COMPONENTS else part.removesuffix(".css")
            assert f"@layer {layer} {{\n{strip((CSS / part).read_text())}\n}}" in css, part

    def test_states_the_order_of_the_layers_first(self, served):
        assert served.read_text().startswith(
            "@layer reset, tokens, base, layout, components, utilities;"
        )

    def test_stays_within_its_budget(self, served):
        css = served.read_bytes()
        assert len(css) <= 40 * KILOBYTE
        assert len(gzip.compress(css)) <= 10 * KILOBYTE

    def test_is_hashed_anew_when_a_part_changes(self, collect, settings, tmp_path):
        source = tmp_path / "source" / "css"
        source.mkdir(parents=True)
        settings.STATICFILES_DIRS = [source.parent]
        (source / "site.css").write_text('@import url("part.css") layer(base);')
        (source / "part.css").write_text("a { color: red; }")
        before = collect()
        (source / "part.css").write_text("a { color: blue; }")
        after = collect()
        assert before.name != after.name
        assert "color: blue" in after.read_text()


class TestTheSource:
    def test_every_part_is_imported_once(self):
        imported = re.findall(r'@import url\("([^"]+)"\)', (CSS / "site.css").read_text())
        assert sorted(imported) == PARTS

    @pytest.mark.parametrize("name", ["site.css", *PARTS])
    def test_every_file_says_what_it_is_for(self, name):
        assert re.match(r"/\* .+", (CSS / name).read_text())

    def test_the_script_stays_small(self):
        assert (CSS.parent / "js/site.js").stat().st_size <= 5 * KILOBYTE


class TestStrip:
    def test_drops_comments_and_indentation(self):
        assert strip("/* why */\na {\n  color: red; /* it's */\n}\n") == "a {\ncolor: red;\n}"

    @pytest.mark.parametrize(
        "css",
        [
            'a::before { content: "/* no  comment */"; }',
            r"a::before { content: 'it\'s  /* one */'; }",
            "a { width: calc(100% - (2 * var(--s5))); }",
            "nav :hover { color: red; }",
        ],
    )
    def test_leaves_what_has_a_meaning(self, css):
        assert strip(css) == css

    def test_keeps_tokens_apart(self):
        assert strip("a/* and */b") == "a/**/b"


class TestBundle:
    def test_refuses_an_import_it_does_not_understand(self):
        with pytest.raises(ValueError, match="write every import"):
            bundle("css/site.css", {"css/site.css": '@import "a.css";'}.__getitem__)

    @pytest.mark.parametrize("css", ['@import url("b.css");', "a { background: url(b.svg); }"])
    def test_refuses_a_part_that_would_break_when_moved(self, css):
        files = {"css/site.css": '@import url("a.css") layer(base);', "css/a.css": css}
        with pytest.raises(ValueError, match="css/a.css"):
            bundle("css/site.css", files.__getitem__)
