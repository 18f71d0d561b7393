"""The description of a file in links to it."""

import pytest

from pages.wording import file_note

KILO, MEGA = 1024, 1024 * 1024


@pytest.mark.parametrize(
    ("size", "pages", "japanese", "english"),
    [
        (1258291, 24, "[PDF:1.2MB・24ページ]", "[PDF, 1.2 MB, 24 pages]"),
        (480 * KILO, 1, "[PDF:480KB・1ページ]", "[PDF, 480 KB, 1 page]"),
        (MEGA - 1, 2, "[PDF:1024KB・2ページ]", "[PDF, 1024 KB, 2 pages]"),
        (MEGA, 2, "[PDF:1.0MB・2ページ]", "[PDF, 1.0 MB, 2 pages]"),
        (1, None, "[PDF:1KB]", "[PDF, 1 KB]"),
        (0, None, "[PDF:0KB]", "[PDF, 0 KB]"),
        (None, 3, "[PDF:3ページ]", "[PDF, 3 pages]"),
        (None, None, "[PDF]", "[PDF]"),
    ],
)
def test_type_size_and_pages_are_said_as_each_language_does(size, pages, japanese, english):
    assert file_note("PDF", size, pages, "ja") == japanese
    said = file_note("PDF", size, pages, "en")
    assert said.replace("\N{NO-BREAK SPACE}", " ") == english


def test_no_number_is_parted_from_its_unit_at_the_end_of_a_line():
    assert file_note("PDF", MEGA, 24, "en") == "[PDF, 1.0\xa0MB, 24\xa0pages]"
