"""Choosing a record: one that is not on file is typed in there and then."""

import pytest
from django.urls import reverse

from pages.records.models import Municipality, Organisation, Person, Venue
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client):
    """Somebody with the admin open in Japanese."""
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
