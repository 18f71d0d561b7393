"""The register of municipalities: what it adds, what it leaves alone, what it refuses."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.search.backends import get_search_backend

from home.municipalities import check_digit
from pages.records.models import Municipality
from tests import factories

pytestmark = pytest.mark.django_db

# Beside the project, where there is one; it is not ours to hold.
NATIONAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "localgovjp-utf8.csv"
HEAD = "pref,city,citykana,lgcode"
TAKU = "佐賀県,多久市,たくし,412040"
FUCHU = "東京都,府中市,ふちゅうし,132063"
OTHER_FUCHU = "広島県,府中市,ふちゅうし,342084"
TOWN_FUCHU = "広島県,府中町,ふちゅうちょう,343021"


@pytest.fixture
def load(tmp_path):
    """Load a register of these lines."""

    def run(*lines, encoding="utf-8", head=HEAD):
        path, out = tmp_path / "register.csv", StringIO()
        path.write_bytes("\n".join([head, *lines, ""]).encode(encoding))
        call_command("load_municipalities", path, stdout=out)
        return out.getvalue()

    return run


def test_a_municipality_is_added_with_its_english_name(load):
    said = load(TAKU)
    taku = Municipality.objects.get(code="412040")
    assert (taku.key, taku.name_ja, taku.name_en, taku.kana) == (
        "taku", "多久市", "Taku City", "たくし",
    )  # fmt: skip
    assert (taku.kind, taku.prefecture, taku.member_confirmed) == ("city", 41, False)
    assert "1 added, 0 completed, 0 already there" in said


def test_a_byte_order_mark_is_no_part_of_the_first_column(load):
    load(TAKU, encoding="utf-8-sig")
    assert Municipality.objects.get().key == "taku"


def test_names_used_twice_get_the_prefecture_in_their_key_whatever_the_order(load):
    load(OTHER_FUCHU, FUCHU, TOWN_FUCHU, TAKU)
    keys = dict(Municipality.objects.values_list("code", "key"))
    assert keys == {
        "412040": "taku",
        "132063": "fuchu-tokyo",
        "342084": "fuchu-hiroshima-city",
        "343021": "fuchu-hiroshima-town",
    }


def test_wards_of_designated_cities_are_left_out_and_special_wards_are_not(load):
    load("北海道,札幌市 中央区,さっぽろし ちゅうおうく,011011", "東京都,荒川区,あらかわく,131181")
    assert list(Municipality.objects.values_list("name_en", flat=True)) == ["Arakawa City"]


def test_a_second_run_changes_nothing(load):
    load(TAKU, FUCHU)
    before = list(Municipality.objects.values())
    assert "0 added, 0 completed, 2 already there" in load(TAKU, FUCHU)
    assert list(Municipality.objects.values()) == before


def test_what_is_there_keeps_its_key_and_names_and_gets_what_it_lacks(load):
    factories.MunicipalityFactory(
        key="our-taku", code="412040", name_ja="多久", name_en="", kind="town", prefecture=40,
        member_confirmed=True,
    )  # fmt: skip
    assert "0 added, 1 completed" in load(TAKU)
    taku = Municipality.objects.get()
    assert (taku.key, taku.name_ja, taku.name_en) == ("our-taku", "多久", "")
    assert (taku.kana, taku.kind, taku.prefecture) == ("たくし", "city", 41)
    assert taku.member_confirmed


def test_a_key_that_another_record_has_is_not_taken_again(load):
    factories.MunicipalityFactory(key="taku", code="999999")
    load(TAKU)
    assert Municipality.objects.get(code="412040").key == "taku-saga"


def test_one_that_was_typed_in_without_a_code_gets_the_code_of_the_register(load):
    typed = factories.MunicipalityFactory(
        key="taku", name_ja="多久市", name_en="Taku City", prefecture=41, code=None
    )
    load(TAKU)
    assert Municipality.objects.get().pk == typed.pk
    assert Municipality.objects.get().code == "412040"


def test_a_column_of_latin_names_counts_more_than_kana(load):
    load("福井県,おおい町,おおいちょう,184837,Ohi", head=f"{HEAD},romaji")
    assert Municipality.objects.get().name_en == "Ohi Town"


def test_choosers_find_a_loaded_municipality_by_kana_and_latin_letters(load):
    load(TAKU, FUCHU)
    search = get_search_backend().autocomplete
    for typed in ("たく", "taku", "多久"):
        assert [found.key for found in search(typed, Municipality)] == ["taku"], typed


def broken(*lines):
    return (TAKU, *lines)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (broken("佐賀県,武雄市,たけおし,412061"), "line 3: the check digit of 412061 is wrong."),
        (broken(TAKU), "line 3: the code 412040 stands in line 2 already."),
        (broken("佐嘉県,武雄市,たけおし,412066"), "line 3: there is no prefecture '佐嘉県'."),
        (broken("福岡県,武雄市,たけおし,412066"), "line 3: the code 412066 is not of 福岡県."),
        (broken("佐賀県,武雄市,たけおし,41206"), "line 3: '41206' is not a code of six digits."),
        (broken("佐賀県,武雄市,,412066"), "line 3: citykana must not be empty."),
        (broken("佐賀県,武雄,たけお,412066"), "line 3: '武雄' is no 市, 区, 町 or 村."),
        (broken("佐賀県,武雄市,たけおまち,412066"), "line 3: 'たけおまち' is not a reading"),
        (broken("佐賀県,武雄市,Takeoし,412066"), "line 3: 'T' cannot be read."),
        (broken('佐賀県,"武雄市,たけおし,412066'), "line 3: this is not CSV"),
        ((), "there is no municipality in the file."),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(load, lines, said):
    with pytest.raises(CommandError) as refused:
        load(*lines)
    assert said in str(refused.value)
    assert not Municipality.objects.exists()


def test_every_bad_line_is_named_at_once(load):
    with pytest.raises(CommandError) as refused:
        load("佐賀県,武雄市,たけおし,412061", TAKU, "佐嘉県,武雄市,たけおし,412066")
    assert "line 2:" in str(refused.value)
    assert "line 4:" in str(refused.value)


def test_another_encoding_is_named(load):
    with pytest.raises(CommandError, match="line 1: this is not UTF-8; it looks like Shift_JIS"):
        load(TAKU, encoding="cp932", head=f"{HEAD},備考")
    with pytest.raises(CommandError, match="line 2: this is not UTF-8; it looks like Shift_JIS"):
        load(TAKU, encoding="cp932")


def test_a_missing_column_is_named(load):
    with pytest.raises(CommandError, match="line 1: the column 'lgcode' is missing"):
        load("佐賀県,多久市,たくし", head="pref,city,citykana")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"Nothing was loaded from .*none\.csv"):
        call_command("load_municipalities", tmp_path / "none.csv", stdout=StringIO())


@pytest.mark.parametrize("code", ["011002", "131181", "412040", "082201", "473821"])
def test_check_digits(code):
    assert check_digit(code[:5]) == code[5]


@pytest.mark.skipif(not NATIONAL.exists(), reason="the national register is not beside the project")
def test_the_whole_country_loads_once():
    out = StringIO()
    call_command("load_municipalities", NATIONAL, stdout=out)
    assert "1741 municipalities; 175 wards" in out.getvalue()
    assert Municipality.objects.count() == 1741
    assert set(Municipality.objects.values_list("kind", flat=True)) == {
        "city", "ward", "town", "village",
    }  # fmt: skip
    call_command("load_municipalities", NATIONAL, stdout=out)
    assert "0 added, 0 completed, 1741 already there" in out.getvalue()
