"""A round of the awards that takes entries, and what municipalities do with it."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pages.awards.models import AwardCriterion, AwardRoundPage
from portal import clock
from tests import factories
from tests.pdfs import pdf
from tests.visitors import Visitor, form_in, read

WHILE_OPEN = datetime(2022, 9, 1, 10, tzinfo=clock.TOKYO)
AFTERWARDS = datetime(2022, 9, 15, 0, 0, 1, tzinfo=clock.TOKYO)
BELOW = "/awards/award-live/"
ENTRY = {"ja": f"{BELOW}entry/", "en": f"/en{BELOW}entry/"}
VISITOR = "visitor@example.org"
WHO = {
    "f-municipality": "多久市",
    "f-name": "見本 花子",
    "f-mail": VISITOR,
    "f-phone": "0952-00-0000",
    "f-agreed": "on",
}
WORK = {"f-project": "見本の取組", "f-summary": "一人一台の端末を\n授業で使います。"}


def open_round(**facts):
    """A round that invites two kinds of work, in both languages."""
    home = factories.site()
    awards = factories.AwardsIndexPageFactory(parent=home)
    facts.setdefault("criteria", [])
    page = factories.AwardRoundPageFactory(
        parent=awards, slug="award-live", takes_entries=True, **facts
    )
    page.save_revision().publish()
    for each in (home, awards):
        factories.alias(each)
    factories.translate(page)
    factories.MunicipalityFactory(
        name_ja="多久市", name_en="Taku City", kana="たくし", prefecture=41
    )
    return AwardRoundPage.objects.get(pk=page.pk)


def kinds_of_work():
    return [
        AwardCriterion(text_ja="教員研修の取組", text_en="Teacher training"),
        AwardCriterion(text_ja="企業との連携", text_en="Working with industry"),
    ]


def begin(client, language="ja", **changes):
    """A draft; the address of its own page."""
    sent = Visitor(client, ENTRY[language]).send(WHO | changes)
    assert sent.status_code == 303, read(sent).get_text()
    return sent["Location"]


class Entrant(Visitor):
    """Somebody on the own page of an entry."""

    def shown(self):
        return read(self.client.get(self.address))

    def save(self, step="save", **changes):
        fields = form_in(self.shown())
        fields.pop("f-attached", None)
        return self.post({**fields, **WORK, "step": step} | changes)

    def send(self, **changes):
        """Saves it all, looks at it, and sends it."""
        checked = self.save("check", **changes)
        assert checked.status_code == 303, read(checked).get_text()
        shown = self.client.get(checked["Location"])
        return self.post(form_in(read(shown)) | {"step": "send"})


def entrant(client, language="ja", **changes):
    return Entrant(client, begin(client, language, **changes))


# --- Files --------------------------------------------------------------------------------


def upload(name, content):
    return SimpleUploadedFile(name, content)


def paper(name="資料.pdf"):
    return upload(name, pdf("見本の資料"))


def office(name="説明.docx", folder="word", **more):
    kept = BytesIO()
    with ZipFile(kept, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(f"{folder}/document.xml", "<document/>")
        for inner, content in more.items():
            package.writestr(f"{folder}/{inner}", content)
    return upload(name, kept.getvalue())


def photo(name="写真.jpg", kind="JPEG"):
    """A picture that says where it was taken."""
    kept, picture = BytesIO(), Image.new("RGB", (40, 30), "teal")
    notes = Image.Exif()
    notes[0x8825] = {1: "N", 2: (33.0, 17.0, 0.0), 3: "E", 4: (130.0, 6.0, 0.0)}
    notes[0x013B] = "Hanako Mihon"
    picture.save(kept, kind, exif=notes)
    return upload(name, kept.getvalue())


def own_address(message):
    """The address of the own page in a mail."""
    return re.search(r"https?://\S+mine=\S+", message.body)[0].partition("//")[2].partition("/")[2]


def archive():
    """A package of no program."""
    kept = BytesIO()
    with ZipFile(kept, "w") as package:
        package.writestr("word/readme.txt", "x")
    return kept.getvalue()


def vast_picture():
    """Few bytes that would fill the memory."""
    kept = BytesIO()
    Image.new("1", (10_000, 6_001)).save(kept, "PNG")
    return kept.getvalue()
