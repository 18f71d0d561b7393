"""Choosing a record: one that is not on file is typed in there and then."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from pages.records.models import Municipality, Organisation, Person, Venue
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client):
    """Somebody with the admin open in Japanese."""
    reverse("wagtailadmin_home")  # records get their views when the admin's addresses are read
    admin_client.cookies["django_language"] = "ja"
    return admin_client


def chooser(model, view):
    return reverse(model.snippet_viewset.chooser_viewset.get_url_name(view))


def type_in(editor, model, **values):
    assert 'name="name_ja"' in editor.get(chooser(model, "choose")).json()["html"]
    return editor.post(chooser(model, "create"), values).json()


def test_a_municipality_not_on_file_is_typed_in_and_chosen(editor):
    answer = type_in(editor, Municipality, name_ja="多久市", kana="たくし", prefecture=41)
    assert answer["step"] == "chosen"
    taku = Municipality.objects.get()
    assert (taku.name_en, taku.kind, taku.key, taku.code) == (
        "Taku City",
        "city",
        "taku-city",
        None,
    )
    assert not taku.member_confirmed


def test_two_can_be_typed_in_without_codes(editor):
    type_in(editor, Municipality, name_ja="府中市", kana="ふちゅうし", prefecture=13)
    type_in(editor, Municipality, name_ja="府中市", kana="ふちゅうし", prefecture=34)
    assert sorted(Municipality.objects.values_list("key", flat=True)) == [
        "fuchu-city",
        "fuchu-city-2",
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name_ja": "多久"}, "「市」「区」「町」「村」"),
        ({"kana": "taku"}, "ひらがな"),
        ({"name_ja": "佐賀市", "kana": "さがし"}, "登録済み"),
        ({"name_ja": ""}, "必須"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(editor, values, said):
    factories.MunicipalityFactory(name_ja="佐賀市", prefecture=41)
    right = {"name_ja": "多久市", "kana": "たくし", "prefecture": 41}
    answer = type_in(editor, Municipality, **{**right, **values})
    assert answer["step"] == "reshow_creation_form"
    assert said in answer["htmlFragment"]
    assert Municipality.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Person, {"name_ja": "見本 花子", "name_en": "Mihon Hanako"}),
        (Venue, {"name_ja": "見本会館", "name_en": "Sample Hall"}),
        (Organisation, {"name_ja": "見本協会", "name_en": "", "kind": "association"}),
    ],
)
def test_other_records_are_typed_in_too(editor, model, values):
    assert type_in(editor, model, **values)["step"] == "chosen"
    record = model.objects.get()
    assert record.name_ja == values["name_ja"]
    assert record.key


# --- Found in any spelling ------------------------------------------------------------------

PLACES = {
    "ryugasaki": ("龍ケ崎市", "Ryugasaki City", "りゅうがさきし", 8),
    "shiogama": ("塩竈市", "Shiogama City", "しおがまし", 4),
    "shijonawate": ("四條畷市", "Shijonawate City", "しじょうなわてし", 27),
    "kanonji": ("観音寺市", "Kan'onji City", "かんおんじし", 37),
    "gotenba": ("御殿場市", "Gotenba City", "ごてんばし", 22),
    "niseko": ("ニセコ町", "Niseko Town", "にせこちょう", 1),
    "oita": ("大分市", "", "おおいたし", 44),
}
TYPED = [
    ("竜ヶ崎", "ryugasaki"), ("竜が崎市", "ryugasaki"), ("龍ヶ崎", "ryugasaki"),
    ("リュウガサキ", "ryugasaki"), ("Ryūgasaki", "ryugasaki"), ("ryuugasaki", "ryugasaki"),
    ("塩竃", "shiogama"), ("塩釜", "shiogama"), ("塩竈市", "shiogama"), ("Siogama", "shiogama"),
    ("四条畷", "shijonawate"), ("四條畷", "shijonawate"), ("しじょうなわて", "shijonawate"),
    ("Kanonji", "kanonji"), ("Kan'onji", "kanonji"), ("Kan’onji City", "kanonji"),
    ("KANONJI", "kanonji"), ("Gotemba", "gotenba"), ("Gotenba", "gotenba"), ("ﾆｾｺ", "niseko"),
    ("にせこ", "niseko"), ("ＮＩＳＥＫＯ", "niseko"), ("oita", "oita"), ("Ōita", "oita"),
    ("オオイタ", "oita"), ("大分", "oita"), ("観音", "kanonji"), ("市 竜", "ryugasaki"),
    ("静岡 御殿場", "gotenba"), ("静岡県御殿場市", "gotenba"), ("御殿場市　静岡県", "gotenba"),
    ("静岡県", "gotenba"), ("Shizuoka Gotemba", "gotenba"), ("大分市", "oita"),
]  # fmt: skip


@pytest.fixture
def places():
    for key, (name, english, kana, prefecture) in PLACES.items():
        factories.MunicipalityFactory(
            key=key, name_ja=name, name_en=english, kana=kana, prefecture=prefecture
        )


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(("typed", "key"), TYPED)
def test_lists_and_choosers_find_a_municipality_in_any_spelling(editor, typed, key):
    name = PLACES[key][0]
    others = {each[0] for each in PLACES.values()} - {name}
    listing = reverse(Municipality.snippet_viewset.get_url_name("list"))
    for address, field in (
        (listing, "q"),
        (reverse(Municipality.snippet_viewset.get_url_name("list_results")), "q"),
        (chooser(Municipality, "choose"), "q"),
        (chooser(Municipality, "choose_results"), "q"),
    ):
        answer = editor.get(address, {field: typed})
        text = answer.json()["html"] if "json" in answer["Content-Type"] else answer.text
        assert name in text, address
        assert not [other for other in others if other in text], address


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    "name", ["龍ケ崎", "Ryugasaki", "Ryūgasaki City", "りゅうがさき", "茨城県龍ケ崎市", "龍ケ崎市"]
)
def test_a_place_on_record_is_not_added_by_hand_in_a_shorter_form(name):
    again = Municipality(name_ja=name, kind="city", prefecture=8)
    with pytest.raises(ValidationError) as refused:
        again.full_clean()
    assert "name_ja" in refused.value.message_dict
    elsewhere = Municipality(name_ja=name.removeprefix("茨城県"), kind="city", prefecture=22)
    elsewhere.full_clean()


def test_a_place_on_record_in_a_shorter_form_is_not_added_by_hand():
    factories.MunicipalityFactory(name_ja="府中", kind="city", prefecture=34)
    with pytest.raises(ValidationError):
        Municipality(name_ja="府中市", kind="city", prefecture=34).full_clean()
    Municipality(name_ja="府中町", kind="town", prefecture=34).full_clean()


@pytest.mark.parametrize(
    ("name", "kana", "prefecture", "stored"),
    [
        ("龍ケ崎市", "リュウガサキシ", 8, ("龍ケ崎市", "りゅうがさきし", "Ryugasaki City")),
        ("つくば市", "ﾂｸﾊﾞｼ", 8, ("つくば市", "つくばし", "Tsukuba City")),
        ("東京都港区", "とうきょうとみなとく", 13, ("港区", "みなとく", "Minato City")),
        ("東京都港区", "ミナトク", 13, ("港区", "みなとく", "Minato City")),
        ("(特別区)新宿区", "しんじゅくく", 13, ("新宿区", "しんじゅくく", "Shinjuku City")),
        ("特別区千代田区", "トクベツクチヨダク", 13, ("千代田区", "ちよだく", "Chiyoda City")),
        ("東京都（特別区）北区", "きたく", 13, ("北区", "きたく", "Kita City")),
        ("北海道 石狩郡当別町", "とうべつちょう", 1, ("当別町", "とうべつちょう", "Tobetsu Town")),
        ("京都府京都市", "きょうとふきょうとし", 26, ("京都市", "きょうとし", "Kyoto City")),
    ],
)
def test_a_name_is_kept_by_itself_and_its_reading_in_hiragana(
    editor, name, kana, prefecture, stored
):
    answer = type_in(editor, Municipality, name_ja=name, kana=kana, prefecture=prefecture)
    assert answer["step"] == "chosen"
    record = Municipality.objects.get()
    assert (record.name_ja, record.kana, record.name_en) == stored


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("typed", ["多久", "Taku", "！？", "%", "_", "|", "あ" * 5000])
def test_what_is_not_on_file_finds_nothing(editor, typed):
    for address in (
        reverse(Municipality.snippet_viewset.get_url_name("list_results")),
        chooser(Municipality, "choose_results"),
    ):
        text = editor.get(address, {"q": typed}).text
        assert not [each[0] for each in PLACES.values() if each[0] in text]


@pytest.mark.parametrize(
    ("model", "values", "typed"),
    [
        (Person, {"name_ja": "髙橋 濱子", "kana": "たかはし はまこ", "name_en": ""}, "高橋"),
        (Person, {"name_ja": "髙橋 濱子", "kana": "たかはし はまこ", "name_en": ""}, "浜子"),
        (Person, {"name_ja": "髙橋 濱子", "kana": "たかはし はまこ", "name_en": ""}, "Takahashi"),
        (Person, {"name_ja": "大野 一", "kana": "おおの はじめ", "name_en": ""}, "オオノ ハジメ"),
        (Venue, {"name_ja": "東京ビッグサイト", "name_en": "Tokyo Big Sight"}, "ﾋﾞｯｸﾞｻｲﾄ"),
        (Venue, {"name_ja": "東京ビッグサイト", "name_en": "Tokyo Big Sight"}, "tōkyō"),
        (Organisation, {"name_ja": "総務省", "short_name_en": "MIC", "kind": "ministry"}, "ｍｉｃ"),
    ],
)
def test_other_records_are_found_in_any_spelling(editor, model, values, typed):
    model.objects.create(**values)
    other = {"name_ja": "無関係", "name_en": "Unrelated"}
    model.objects.create(**other, **({"kind": "company"} if model is Organisation else {}))
    text = editor.get(chooser(model, "choose_results"), {"q": typed}).text
    assert values["name_ja"] in text
    assert "無関係" not in text


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("name", "kana", "prefecture", "said"),
    [
        ("竜ヶ崎市", "りゅうがさきし", 8, "登録済み"),
        ("塩釜市", "しおがまし", 4, "登録済み"),
        ("四条畷市", "しじょうなわてし", 27, "登録済み"),
        ("札幌市中央区", "さっぽろしちゅうおうく", 1, "政令指定都市の区"),
        ("中央区（札幌市）", "ちゅうおうく", 1, "政令指定都市の区"),
        ("葵区", "あおいく", 22, "政令指定都市の区"),
        ("茨城県竜ヶ崎市", "りゅうがさきし", 8, "登録済み"),
    ],
)
def test_a_second_record_of_a_place_and_a_ward_cannot_be_typed_in(
    editor, name, kana, prefecture, said
):
    answer = type_in(editor, Municipality, name_ja=name, kana=kana, prefecture=prefecture)
    assert answer["step"] == "reshow_creation_form"
    assert said in answer["htmlFragment"]
    assert Municipality.objects.count() == len(PLACES)
