"""The kinds of mail about award entries, and what can be filled in."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pages.submissions.mail_texts.kinds import MailKind, Placeholder, declare
from pages.submissions.mail_texts.placeholders import MUNICIPALITY, NAME, number, typed
from pages.wording import Text

_OWN_PAGE = Placeholder(
    "own_page",
    _("the address of the entry's own page"),
    Text(
        "https://portal.example.jp/awards/award-1/entry/?mine=sample",
        "https://portal.example.jp/en/awards/award-1/entry/?mine=sample",
    ),
    has_links=True,
)
_COMMON = (
    replace(NAME, means=_("the name of the contact person")),
    number("A-2026-7F3KQ9XM"),
    Placeholder("round", _("the title of the award round"), Text("見本アワード", "Sample Award")),
    replace(MUNICIPALITY, means=_("the municipality; empty before it is entered")),
    Placeholder(
        "project",
        _("the title of the project; empty before it is entered"),
        Text("見本の取組", "Sample project"),
    ),
    _OWN_PAGE,
)
_CLOSES = Placeholder(
    "closes",
    _("the closing date; empty where none is set"),
    Text("2026年12月10日（木）", "Thursday 10 December 2026"),
)
DRAFT = declare(
    MailKind(
        "entry-draft",
        title=_("Entry: draft kept"),
        purpose=_("To the contact person, when an entry is begun: the link to go on with it."),
        subject=_("Your draft entry (%(number)s): %(round)s"),
        template="emails/entry_draft.txt",
        placeholders=(*_COMMON, _CLOSES),
        required=("own_page",),
    )
)
RECEIPT = declare(
    MailKind(
        "entry-receipt",
        title=_("Entry: receipt"),
        purpose=_("To the contact person, as soon as an entry has been sent."),
        subject=_("We have received your entry (%(number)s): %(round)s"),
        template="emails/entry_receipt.txt",
        placeholders=(
            *_COMMON,
            _CLOSES,
            typed("summary", _("the summary"), "見本の概要です。", "A sample summary."),
            Placeholder(
                "files", _("the names of the files; empty without any"), Text("a.pdf", "a.pdf")
            ),
        ),
        required=("number", "own_page"),
    )
)
LINK = declare(
    MailKind(
        "entry-link",
        title=_("Entry: the link sent again"),
        purpose=_("To the contact person, when you send the link to the entry again."),
        subject=_("The link to your entry (%(number)s): %(round)s"),
        template="emails/entry_link.txt",
        placeholders=_COMMON,
        required=("own_page",),
    )
)
REMINDER = declare(
    MailKind(
        "entry-reminder",
        title=_("Entry: not sent yet"),
        purpose=_("To whoever has a draft, when you write to all drafts before the deadline."),
        subject=_("Your entry has not been sent yet (%(number)s): %(round)s"),
        template="emails/entry_reminder.txt",
        placeholders=(
            *_COMMON,
            _CLOSES,
            Placeholder(
                "missing",
                _("what is still missing; empty where nothing is"),
                Text("概要", "Summary"),
            ),
        ),
        required=("closes", "own_page"),
    )
)
WITHDRAWN = declare(
    MailKind(
        "entry-withdrawn",
        title=_("Entry: withdrawn"),
        purpose=_("To the contact person, when they or you have withdrawn an entry."),
        subject=_("Your entry is withdrawn (%(number)s): %(round)s"),
        template="emails/entry_withdrawn.txt",
        placeholders=_COMMON,
        required=("number",),
    )
)
