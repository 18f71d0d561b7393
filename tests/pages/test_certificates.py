"""Who came to an event gets a certificate that people and programs can read; nobody else does."""

from datetime import datetime, timedelta
from unicodedata import normalize

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from pypdfium2 import PdfDocument
from pypdfium2 import raw as pdfium

from pages.submissions.models import OutgoingMail
from pages.submissions.registrations import mails
from pages.submissions.registrations.attendance import tick
from pages.submissions.registrations.certificates import unprintable
from pages.submissions.registrations.models import Registration
from pages.submissions.registrations.telling import tell_due
from portal import clock
from tests import factories
from tests.pdf_words import words_of
from tests.trainings import WHILE_OPEN, member_town, open_training, publish, register
from tests.visitors import read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "member"),
]

ON_THE_DAY = datetime(2022, 9, 29, 14, 50, tzinfo=clock.TOKYO)
AFTER_IT = datetime(2022, 9, 30, 10, tzinfo=clock.TOKYO)


@pytest.fixture
def member():
    return member_town()


@pytest.fixture
def event():
    with clock.at(WHILE_OPEN):
        return open_training()


@pytest.fixture
def came(client, event):
    """Registers somebody who then comes; gives their own address."""

    def registered(language="ja", **changes):
        with clock.at(WHILE_OPEN):
            register(client, language, **changes)
        registration = Registration.objects.get()
        with clock.at(ON_THE_DAY):
            tick(event.pk, 1, came=True)
        page = mails.page_of(registration)
        return mails.own_address(registration, page).removeprefix(
            page.full_url.removesuffix(page.url)
        )

    return registered


def certificate(client, own, turn=1, at=AFTER_IT):
    with clock.at(at):
        return client.get(f"{own}&certificate={turn}")


def words(response):
    """The text of a PDF, without the spaces that setting puts between scripts."""
    assert response.status_code == 200, read(response).get_text()
    assert response["Content-Type"] == "application/pdf"
    return words_of(response.content)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", ["受講証明書", "見本花子様", "多久市", "2022年9月29日", "2022年9月30日", "-1"]),
        ("en", ["Certificateofattendance", "見本花子", "TakuCity", "29September2022"]),
    ],
)
def test_who_came_gets_a_certificate_in_their_language(client, event, came, language, said):
    own = came(language)
    with clock.at(AFTER_IT):
        link = read(client.get(own)).select_one("a[download]")
    assert link["href"].endswith("certificate=1")
    text = words(certificate(client, own))
    assert [each for each in said if each not in text] == []
    assert Registration.objects.get().number in text


def test_the_paper_is_tagged_and_says_its_language_and_title(client, came):
    content = certificate(client, came()).content
    with PdfDocument(content) as document:
        assert pdfium.FPDFCatalog_IsTagged(document)
        assert "受講証明書" in document.get_metadata_value("Title")
    assert b"/Lang(ja)" in content
    assert b"pdfuaid" in content  # it says itself that it keeps to PDF/UA


def test_no_cache_keeps_a_certificate(client, came):
    assert "no-store" in certificate(client, came())["Cache-Control"]


def test_who_did_not_come_gets_none(client, event, came):
    own = came()
    tick(event.pk, 1, came=False)
    response = certificate(client, own)
    assert response.status_code == 404
    assert "この証明書はありません" in read(response).get_text()


@pytest.mark.parametrize("turn", ["2", "x", "", "1%00"])
def test_a_certificate_of_nobody_is_none(client, came, turn):
    assert certificate(client, came(), turn).status_code == 404


def test_there_is_none_before_the_event_is_over(client, came):
    own = came()
    assert certificate(client, own, at=ON_THE_DAY).status_code == 404
    with clock.at(ON_THE_DAY):
        assert read(client.get(own)).select_one("a[download]") is None


def test_what_was_called_off_gives_none(client, event, came):
    own = came()
    with clock.at(ON_THE_DAY):
        publish(event, outcome="cancelled", cancellation_reason_ja="荒天のため")
    assert certificate(client, own).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["𠮷田 髙子", "﨑山 邉", "葛\U000e0100城 か\u3099", "見本 #strong[花] *子* $x$ `y` @z <a>"],
)
def test_names_are_printed_as_they_were_entered(client, came, name):
    text = words(certificate(client, came(**{"f-name": name})))
    assert normalize("NFC", "".join(name.split())) in normalize("NFC", text)


def test_a_sign_that_the_font_lacks_is_named_and_nothing_is_printed(client, came):
    own = came(**{"f-name": "見本 ᚠ子"})
    response = certificate(client, own)
    assert response.status_code == 409
    assert "「ᚠ」の文字がない" in read(response).get_text()


def test_signs_that_nobody_sees_hinder_no_certificate(client, came):
    assert "見本花子様" in words(
        certificate(client, came(**{"f-name": "見本\u200b 花\u200d子\ufeff"}))
    )


def test_variants_of_signs_need_no_sign_of_their_own():
    assert unprintable("葛\U000e0100城") == ""
    assert unprintable("𠮷ᚠa") == "ᚠ"


def test_a_demonstration_issues_nothing_that_looks_real(client, came, settings):
    own = came()
    settings.PORTAL_DEMO = True
    assert "見本（デモ環境で発行" in words(certificate(client, own))


def written(at):
    """The mails of thanks that are there after what is due at a moment was written."""
    with clock.at(at):
        tell_due()
    return list(OutgoingMail.objects.filter(key__endswith=":thanks"))


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "ご参加ありがとうございました"), ("en", "Thank you for taking part")],
)
def test_who_came_is_told_where_the_certificate_is(client, came, language, said):
    own = came(language)
    assert written(AFTER_IT.replace(hour=8, minute=59)) == []
    [mail] = written(AFTER_IT.replace(hour=9))
    assert said in mail.subject
    assert own in mail.text
    assert "見本 花子" in mail.text
    assert written(AFTER_IT) == [mail]


def test_nobody_else_is_thanked(client, event, came):
    came()
    tick(event.pk, 1, came=False)
    assert written(AFTER_IT) == []


def test_who_is_ticked_later_is_thanked_then_and_after_a_week_no_more(client, event, came):
    came()
    tick(event.pk, 1, came=False)
    written(AFTER_IT)
    tick(event.pk, 1, came=True)
    assert written(AFTER_IT + timedelta(days=8)) == []
    assert len(written(AFTER_IT + timedelta(days=2))) == 1


def test_nobody_is_thanked_for_what_was_called_off(client, event, came):
    came()
    with clock.at(ON_THE_DAY):
        publish(event, outcome="cancelled", cancellation_reason_ja="荒天のため")
    assert written(AFTER_IT) == []


def test_the_secretariat_prints_it_in_the_language_of_who_registered(
    client, event, came, admin_client
):
    came("en")
    with clock.at(AFTER_IT):
        shown = read(admin_client.get(reverse("attendance", args=[event.pk])))
        link = shown.select_one("a[download]")["href"]
        text = words(admin_client.get(link))
    assert "Certificateofattendance" in text


def test_the_secretariat_is_told_where_there_is_none(event, came, admin_client):
    came()
    with clock.at(ON_THE_DAY):
        shown = admin_client.get(reverse("certificate", args=[event.pk, 1]), follow=True)
        unknown = admin_client.get(reverse("certificate", args=[event.pk, 7]))
    assert "この証明書はありません" in read(shown).get_text()
    assert unknown.status_code == 404


def test_only_who_may_see_participants_gets_their_certificates(client, event, came):
    came()
    client.force_login(editor_without_forms())
    with clock.at(AFTER_IT):
        response = client.get(reverse("certificate", args=[event.pk, 1]))
    assert response["Content-Type"] != "application/pdf"


def editor_without_forms():
    user = factories.UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    return user
