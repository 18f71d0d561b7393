"""The register of municipalities: what it adds, what it leaves alone, what it refuses."""

import csv
from io import StringIO
from itertools import islice, product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from home.municipalities import check_digit
from pages.records.models import Municipality
from pages.records.municipal_names import is_ward_of_city, plain_name
from pages.records.prefectures import PREFECTURES
from pages.records.spelling import fold
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

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


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ("茨城県,龍ケ崎市,リュウガサキシ,082082", ("龍ケ崎市", "りゅうがさきし", "Ryugasaki City")),
        ("茨城県,つくば市,ﾂｸﾊﾞｼ,082201", ("つくば市", "つくばし", "Tsukuba City")),
        ("東京都,東京都港区,とうきょうとみなとく,131032", ("港区", "みなとく", "Minato City")),
        ("東京都,(特別区)新宿区,ｼﾝｼﾞｭｸｸ,131041", ("新宿区", "しんじゅくく", "Shinjuku City")),
        ("東京都,特別区千代田区,ちよだく,131016", ("千代田区", "ちよだく", "Chiyoda City")),
        ("静岡県,静岡県御殿場市,ごてんばし,222151", ("御殿場市", "ごてんばし", "Gotenba City")),
    ],
)
def test_names_and_readings_are_read_however_they_are_written(load, line, stored):
    assert "1 added" in load(line)
    record = Municipality.objects.get()
    assert (record.name_ja, record.kana, record.name_en) == stored


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


# --- Wards of designated cities -------------------------------------------------------------

WARDS = [
    "北海道,札幌市 中央区,さっぽろし ちゅうおうく,011011",
    "北海道,札幌市　中央区,さっぽろしちゅうおうく,011011",
    "北海道,札幌市中央区,さっぽろしちゅうおうく,011011",
    "北海道,中央区（札幌市）,ちゅうおうく（さっぽろし）,011011",
    "北海道,札幌市（中央区）,さっぽろし（ちゅうおうく）,011011",
    "北海道,札幌市・中央区,さっぽろし・ちゅうおうく,011011",
    "北海道,中央区,ちゅうおうく,011011",
    "静岡県,葵区,あおいく,221015",
    "静岡県,葵,あおい,221015",
    "大阪府,堺市堺区,さかいしさかいく,271411",
    "福岡県,小倉北区,こくらきたく,401064",
    "東京都,特別区部,とくべつくぶ,131008",
]


@pytest.mark.parametrize("line", WARDS)
def test_a_ward_of_a_designated_city_is_left_out_however_it_is_written(load, line):
    assert "1 wards of designated cities left out" in load(TAKU, line)
    assert list(Municipality.objects.values_list("key", flat=True)) == ["taku"]


@pytest.mark.parametrize(
    "line",
    [
        "東京都,中央区,ちゅうおうく,131024",
        "東京都,北区,きたく,131172",
        "北海道,札幌市,さっぽろし,011002",
        "千葉県,市川市,いちかわし,122033",
        "北海道,余市町,よいちちょう,014087",
    ],
)
def test_special_wards_and_cities_are_municipalities(load, line):
    assert "1 added" in load(line)


# --- Spellings and new names ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "prefecture", "line"),
    [
        ("竜ヶ崎市", 8, "茨城県,龍ケ崎市,りゅうがさきし,082082"),
        ("龍が崎市", 8, "茨城県,龍ケ崎市,りゅうがさきし,082082"),
        ("塩釜市", 4, "宮城県,塩竈市,しおがまし,042030"),
        ("塩竃市", 4, "宮城県,塩竈市,しおがまし,042030"),
        ("四条畷市", 27, "大阪府,四條畷市,しじょうなわてし,272299"),
        ("檮原町", 39, "高知県,梼原町,ゆすはらちょう,394050"),
        ("葛\U000e0100城市", 29, "奈良県,葛城市,かつらぎし,292117"),
        ("当別町", 1, "北海道,石狩郡当別町,いしかりぐんとうべつちょう,013030"),
        ("府中市", 13, "東京都,府中市（東京都）,ふちゅうし,132063"),
        ("ﾆｾｺ町", 1, "北海道,ニセコ町,にせこちょう,013951"),
        ("山の内町", 20, "長野県,山ノ内町,やまのうちまち,205613"),
    ],
)
def test_the_same_place_in_another_spelling_is_one_record(load, typed, prefecture, line):
    record = factories.MunicipalityFactory(name_ja=typed, prefecture=prefecture, code=None)
    assert "0 added, 1 completed" in load(line)
    found = Municipality.objects.get()
    assert (found.pk, found.code) == (record.pk, line.rsplit(",", 1)[1])
    assert found.name_ja == typed, "the spelling that somebody wrote stays"
    assert not found.former_names


def test_the_same_name_in_another_prefecture_is_another_place(load):
    factories.MunicipalityFactory(name_ja="府中市", prefecture=34, code=None)
    assert "1 added, 0 completed" in load(FUCHU)


@pytest.mark.parametrize("english", ["Sasayama City", ""])
def test_a_new_name_under_an_old_code_renames_and_the_old_name_is_found(load, english):
    factories.MunicipalityFactory(
        key="sasayama", code="282219", name_ja="篠山市", name_en=english, kana="ささやまし",
        prefecture=28, kind="city",
    )  # fmt: skip
    said = load("兵庫県,丹波篠山市,たんばささやまし,282219")
    assert "Renamed: 篠山市 is 丹波篠山市" in said
    found = Municipality.objects.get()
    assert (found.key, found.name_ja, found.kana) == ("sasayama", "丹波篠山市", "たんばささやまし")
    assert found.name_en == ("Tanbasasayama City" if english else "")
    assert found.former_names.split() == ["篠山市", *english.split()]
    assert found.forms.count("|篠山市|") == 1
    search = get_search_backend().autocomplete
    assert [each.key for each in search("篠山市", Municipality)] == ["sasayama"]
    assert "0 completed, 1 already there" in load("兵庫県,丹波篠山市,たんばささやまし,282219")


def test_a_renamed_municipality_is_not_added_again_by_its_old_name(load):
    factories.MunicipalityFactory(code="282219", name_ja="篠山市", prefecture=28)
    load("兵庫県,丹波篠山市,たんばささやまし,282219")
    again = Municipality(name_ja="篠山市", kind="city", prefecture=28)
    with pytest.raises(ValidationError, match="登録済み"):
        again.full_clean()


# --- From the admin -------------------------------------------------------------------------


@pytest.fixture
def upload(admin_client):
    """Load a register of these lines in the admin, in Japanese."""

    def run(*lines, encoding="utf-8", head=HEAD, name="register.csv", raw=None):
        content = raw or "\n".join([head, *lines, ""]).encode(encoding)
        answer = admin_client.post(
            reverse("municipality_register"), {"file": SimpleUploadedFile(name, content)}
        )
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser").find("main").get_text(" ", strip=True)

    return run


def test_the_register_is_loaded_from_the_admin_with_a_summary(upload):
    factories.MunicipalityFactory(code="282219", name_ja="篠山市", prefecture=28)
    factories.MunicipalityFactory(code=None, name_ja="府中市", prefecture=13)
    renamed = "兵庫県,丹波篠山市,たんばささやまし,282219"
    said = upload(TAKU, FUCHU, renamed, WARDS[0])
    assert "追加 1" in said
    assert "補完・名称変更 2" in said
    assert "政令指定都市の区） 1" in said
    assert "篠山市 → 丹波篠山市" in said
    assert "登録済み 3" in upload(TAKU, FUCHU, renamed)


def test_a_bad_line_is_named_in_the_admin_and_nothing_is_loaded(upload):
    said = upload(TAKU, "佐賀県,武雄市,たけおし,412061", "佐賀県,武雄市,Takeoし,412066")
    assert "何も登録していません" in said
    assert "3行目：コード412061の検査数字" in said
    assert "4行目：「T」はかなとして読めません" in said
    assert not Municipality.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"raw": "pref,city\n北海道,\x00".encode()}, "列「citykana」がありません"),
        ({"raw": b"\x89PNG\r\n\x1a\n\x00\xff"}, "テキストファイルではありません"),
        ({"raw": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"}, "テキストファイルではありません"),
        ({"raw": b'"' * 200}, "ありません"),
        ({"raw": "あ,い\n".encode("cp932")}, "Shift_JIS"),
        ({"raw": b"pref,city,citykana,lgcode\n" + b"x" * (6 << 20)}, "大きすぎます"),
        ({"raw": f"{HEAD}\n".encode()}, "自治体がありません"),
    ],
)
def test_what_is_no_register_is_refused_in_the_admin(upload, given, said):
    assert said in upload(**given)
    assert not Municipality.objects.exists()


def test_many_bad_lines_are_counted_in_the_admin(upload):
    assert "ほかに69件の誤りがあります" in upload(*["佐賀県,武雄市,たけおし,412061"] * 60)


def test_no_file_is_said_in_the_admin(admin_client):
    answer = admin_client.post(reverse("municipality_register"))
    assert "CSVファイルを選んでください" in answer.content.decode()


def test_only_those_who_may_add_municipalities_load_the_register(client, admin_client):
    client.logout()
    assert client.get(reverse("municipality_register")).status_code == 302
    user = factories.UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    file = SimpleUploadedFile("register.csv", f"{HEAD}\n{TAKU}\n".encode())
    answer = client.post(reverse("municipality_register"), {"file": file})
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
    assert not Municipality.objects.exists()


def test_the_list_of_municipalities_leads_to_the_register(admin_client):
    address = reverse(Municipality.snippet_viewset.get_url_name("list"))
    assert reverse("municipality_register") in admin_client.get(address).content.decode()


@pytest.mark.parametrize("code", ["011002", "131181", "412040", "082201", "473821"])
def test_check_digits(code):
    assert check_digit(code[:5]) == code[5]


SYLLABLES = "かきけさしせたてなにねはま"
CITY_COUNT, WARD_COUNT = 1741, 175


def as_large_as_the_country():
    """A register of as many places and wards as the country has, under invented names."""
    names = ("".join(each) for each in product(SYLLABLES, repeat=3))
    for number, name in enumerate(islice(names, CITY_COUNT)):
        code = f"{number % 47 + 1:02}{200 + number // 47:03}"
        prefecture = PREFECTURES[number % 47 + 1][0]
        yield f"{prefecture},{name}市,{name}し,{code}{check_digit(code)}"
    for number in range(WARD_COUNT):
        name = "".join(SYLLABLES[number // base % 13] for base in (1, 13))
        code = f"{number // 60 + 1:02}{140 + number % 60}"
        prefecture = PREFECTURES[number // 60 + 1][0]
        yield f"{prefecture},みほん市 {name}区,みほんし {name}く,{code}{check_digit(code)}"


def test_a_register_as_large_as_the_country_loads_once(load):
    lines = list(as_large_as_the_country())
    assert f"{CITY_COUNT} municipalities; {WARD_COUNT} wards" in load(*lines)
    assert Municipality.objects.count() == CITY_COUNT
    assert f"0 added, 0 completed, {CITY_COUNT} already there" in load(*lines)


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


@pytest.mark.skipif(not NATIONAL.exists(), reason="the national register is not beside the project")
def test_the_whole_country_loads_from_the_admin_and_every_place_is_one(admin_client):
    file = SimpleUploadedFile("localgovjp-utf8.csv", NATIONAL.read_bytes())
    answer = admin_client.post(reverse("municipality_register"), {"file": file})
    done = answer.context["done"]
    assert (done.added, done.completed, done.wards) == (1741, 0, 175)
    with NATIONAL.open(encoding="utf-8-sig") as register:
        for row in csv.DictReader(register):
            is_ward = is_ward_of_city(row["city"], None, row["lgcode"])
            assert is_ward == (" " in row["city"]) or row["pref"] == "東京都", row["city"]
            if " " not in row["city"]:
                assert plain_name(row["city"]) == row["city"]
    names = Municipality.objects.values_list("name_ja", "prefecture")
    assert len({(fold(name), prefecture) for name, prefecture in names}) == 1741
