"""500 random edits of a Japanese page: what changed is flagged, nothing else, and nothing is lost.

`EDITS` in the environment asks for more of them.
"""

import os
import random
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from pages.base.translation_publishing import RefusalError
from pages.bilingual.models import LedgerEntry, MinorCorrection, PagePair
from pages.wording.script import written_in_japanese
from tests import factories

pytestmark = pytest.mark.django_db

EDITS = int(os.environ.get("EDITS", "500"))
REVIEWED_EVERY = 12


class Editing:
    """A page, what its editor does to it, and what a translator ought to be told."""

    def __init__(self, page, venue):
        self.page, self.venue, self.chance = page, venue, random.Random(5)  # noqa: S311
        self.blocks = [[f"b{n}", f"はじめの文{n}です。"] for n in range(5)]
        self.count, self.minor, self.waiting = 0, False, {}
        self.accepted = {}

    def word(self):
        self.count += 1
        return f"改訂した語{self.count}"

    def some(self):
        return self.chance.choice(self.blocks)

    # --- what changes content

    def change_a_word(self):
        block = self.some()
        self.write(block, f"{block[1][:6]}{self.word()}の内容。")

    def write(self, block, text):
        """Not yet translated texts vanish from the list under their old wording."""
        block[1] = text
        self.waiting[block[0]] = text

    def add_a_block(self):
        name = f"n{self.count}"
        block = [name, f"追加の段落{self.word()}。"]
        self.blocks.insert(self.chance.randrange(len(self.blocks) + 1), block)
        self.waiting[name] = block[1]

    def remove_a_block(self):
        if len(self.blocks) < 4:
            return
        block = self.some()
        self.blocks.remove(block)
        if block[0] in self.accepted:
            self.waiting[block[0]] = block[1]
        else:
            self.waiting.pop(block[0], None)

    def swap_two_blocks(self):
        first, second = self.chance.sample(range(len(self.blocks)), 2)
        self.blocks[first], self.blocks[second] = self.blocks[second], self.blocks[first]

    # --- what does not

    def put_a_comma(self):
        block = self.some()
        block[1] = block[1][:3] + self.chance.choice("、 ・") + block[1][3:]
        if block[0] in self.waiting:
            self.waiting[block[0]] = block[1]

    def call_it_minor(self):
        block = self.some()
        if block[0] not in self.waiting:
            block[1], self.minor = f"{block[1][:4]}{self.word()}。", True

    def change_a_fact(self):
        self.draft.closes_on = date(2022, 9, 7) + timedelta(days=self.chance.randrange(20))
        self.draft.change_is_correction = True  # the days come in any order

    def rename_a_record(self):
        self.venue.name_ja = f"会館{self.word()}"
        self.venue.save()

    def edit(self):
        """One random edit, published."""
        self.draft = Page.objects.get(pk=self.page.pk).specific.get_latest_revision_as_object()
        self.minor = False
        self.chance.choice(
            [
                self.change_a_word, self.change_a_word, self.add_a_block, self.remove_a_block,
                self.swap_two_blocks, self.put_a_comma, self.put_a_comma, self.call_it_minor,
                self.change_a_fact, self.rename_a_record,
            ]
        )()  # fmt: skip
        raw = [
            {"type": "paragraph", "value": f"<p>{text}</p>", "id": name}
            for name, text in self.blocks
        ]
        self.draft.body = self.draft.body.stream_block.to_python(raw)
        revision = self.draft.save_revision()
        if self.minor:
            MinorCorrection.objects.create(revision=revision)
        revision.publish()


@pytest.fixture
def editing():
    home = factories.site()
    factories.translate(home)
    venue = factories.VenueFactory()
    body = [
        {"type": "paragraph", "value": f"<p>はじめの文{n}です。</p>", "id": f"b{n}"}
        for n in range(5)
    ]
    page = factories.TrainingPageFactory(parent=home, slug="session", venue=venue, body=body)
    page.save_revision().publish()
    factories.translate(page)
    made = Editing(page, venue)
    made.accepted = translations(page)
    return made


def translations(page):
    """The valid English of every text of the running text, by block."""
    found = StringTranslation.objects.filter(
        context__object_id=page.translation_key, has_error=False, context__path__startswith="body."
    ).select_related("context")
    return {each.context.path.removeprefix("body."): each.data for each in found.order_by("pk")}


def english_of(page):
    return Translation.objects.get(source__object_id=page.translation_key)


def flagged(page):
    entries = LedgerEntry.objects.filter(pair=page.translation_key, pending=True)
    return {entry.path.removeprefix("body."): entry.japanese for entry in entries}


def assert_nothing_is_lost(editing):
    """Untouched texts have their English still; changed ones the old one, to be reviewed."""
    kept = {}
    rows = StringTranslation.objects.filter(context__object_id=editing.page.translation_key)
    for row in rows.select_related("context", "translation_of"):
        kept[row.context.path.removeprefix("body."), row.translation_of.data] = row
    for name, text in editing.blocks:
        if name in editing.accepted:
            row = kept[name, text]
            assert row.data == editing.accepted[name]
            assert row.has_error is (name in editing.waiting)


def assert_order_is_flagged(editing):
    """Without the blocks that are flagged as moved the rest stands as on the English page."""
    pair = PagePair.objects.get(pk=editing.page.translation_key)
    moved = set(pair.entries.filter(moved=True).values_list("path", flat=True))
    shown = [path for path, _digest in pair.outline]
    now = [f"body.{name}" for name, _text in editing.blocks]
    assert [path for path in now if path in shown and path not in moved] == [
        path for path in shown if path in now and path not in moved
    ]
    assert bool(pair.rearranged_at) is (shown != now)
    assert not moved or [path for path in shown if path in now] != [
        path for path in now if path in shown
    ]


def assert_no_unmarked_japanese(client, page):
    html = BeautifulSoup(
        client.get(english_of(page).get_target_instance().url).content, "html.parser"
    )
    texts = html.main.find_all(string=written_in_japanese)
    assert [text for text in texts if text.find_parent(lang=True)["lang"] != "ja"] == []


def try_to_publish(editing):
    """A draft reaches nobody, and publishing it is refused while a text waits."""
    translation = english_of(editing.page)
    translation.save_target(publish=False)
    revision = translation.get_target_instance().get_latest_revision()
    with pytest.raises(RefusalError):
        revision.publish()


def review_all(editing):
    """A translator writes what waits and publishes."""
    translation = english_of(editing.page)
    segments = translation.source.stringsegment_set.select_related("string", "context")
    for segment in segments:
        name = segment.context.path.removeprefix("body.")
        if name in editing.waiting:
            editing.accepted[name] = f"English words {editing.count}"
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                defaults={
                    "data": editing.accepted[name],
                    "translation_type": "manual",
                    "has_error": False,
                },
            )
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
    names = {name for name, _text in editing.blocks}
    editing.accepted = {name: said for name, said in editing.accepted.items() if name in names}
    editing.waiting = {}
    assert flagged(editing.page) == {}
    shown = str(translation.get_target_instance().body)
    assert [said for said in editing.accepted.values() if said not in shown] == []


@pytest.mark.one_database
def test_random_edits_are_flagged_exactly(editing, client):
    for number in range(1, EDITS + 1):
        editing.edit()
        assert flagged(editing.page) == editing.waiting, number
        assert_nothing_is_lost(editing)
        assert_order_is_flagged(editing)
        if number % REVIEWED_EVERY == REVIEWED_EVERY // 2 and set(editing.waiting) & {
            name for name, _text in editing.blocks
        }:
            try_to_publish(editing)
        if number % REVIEWED_EVERY == 0:
            review_all(editing)
        assert_no_unmarked_japanese(client, editing.page)
