"""The kinds of mail to registrants, and what can be filled in."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pages.submissions.mail_texts.kinds import MailKind, Placeholder, declare
from pages.submissions.mail_texts.placeholders import NAME, number
from pages.wording import Text

OWN_PAGE = Placeholder(
    "own_page",
    _("the address of the registrant's own page"),
    Text(
        "https://portal.example.jp/events/training/training-1/apply/?mine=sample",
        "https://portal.example.jp/en/events/training/training-1/apply/?mine=sample",
    ),
    has_links=True,
)
COMMON = (
    replace(NAME, means=_("the name of the first participant")),
    number("R-2026-7F3KQ9XM"),
    Placeholder(
        "event", _("the title of the event"), Text("見本の研修会", "Sample training session")
    ),
    Placeholder(
        "when",
        _("day and hours of the event; empty of one that is called off"),
        Text("2026年12月10日（木）14:00〜16:00", "Thursday 10 December 2026, 14:00–16:00 JST"),
    ),
    Placeholder(
        "participants",
        _("the participants this is about, one a line, with whether they have a place"),
        Text("見本 花子: 席あり", "Hanako Mihon: Has a place"),
        is_block=True,
    ),
    OWN_PAGE,
)
_FEE = Placeholder(
    "fee", _("the fee in yen, such as 1,000; empty without one"), Text("1,000", "1,000")
)
# Of what does not take place, no day is told, and nobody has a place at it.
_OFF = {"when": Text("", ""), "participants": Text("見本 花子", "Hanako Mihon")}
COMMON_OFF = tuple(replace(each, sample=_OFF.get(each.name, each.sample)) for each in COMMON)
_CHANGES = Placeholder(
    "changes",
    _("the changes, one a line"),
    Text(
        "日時: 2026年12月17日（木）14:00（変更前: 2026年12月10日（木）14:00）",
        "Day and hours: 17 December 2026, 14:00 (before: 10 December 2026, 14:00)",
    ),
    is_block=True,
)
_NOTED = Placeholder("noted", _("the things that were changed"), Text("氏名", "name"))
_ELSEWHERE = Placeholder(
    "elsewhere",
    _("to the former address: that further mails go to another one; else empty"),
    Text("", ""),
    is_block=True,
)
_REASON = Placeholder(
    "reason",
    _("the reason you gave; empty without one"),
    Text("台風のため", "Because of a typhoon"),
    is_block=True,
)
_JOINING = Placeholder(
    "joining",
    _("how to take part and the link to it; empty without them"),
    Text(
        "開始の10分前から入室できます。\nhttps://meeting.example.jp/sample",
        "You can enter from 10 minutes before the start.\nhttps://meeting.example.jp/sample",
    ),
    is_block=True,
    has_links=True,
)
_SUBJECT = Placeholder("subject", _("the subject you wrote"), Text("当日のご案内", "About the day"))
_MESSAGE = Placeholder(
    "message",
    _("the message you wrote"),
    Text("当日は筆記用具をお持ちください。", "Please bring something to write with."),
    is_block=True,
    has_links=True,
)
_DRAW = Placeholder(
    "draw",
    _("that places are given by lot, where they are; else empty"),
    Text("", ""),
    is_block=True,
)
RECEIPT = declare(
    MailKind(
        "registration-receipt",
        title=_("Registration: receipt"),
        purpose=_(
            "To the registrant, as soon as a registration has arrived. An event for their"
            " own calendar is attached."
        ),
        subject=_("Your registration (%(number)s): %(event)s"),
        template="emails/registration_receipt.txt",
        placeholders=(*COMMON, _DRAW, _FEE),
        required=("participants", "own_page"),
    )
)
AGAIN = declare(
    MailKind(
        "registration-again",
        title=_("Registration: registered already"),
        purpose=_(
            "To the registrant, when the form is sent again with an address that is registered."
        ),
        subject=_("You are registered already (%(number)s): %(event)s"),
        template="emails/registration_again.txt",
        placeholders=COMMON,
        required=("own_page",),
    )
)
CANCELLED = declare(
    MailKind(
        "registration-cancelled",
        title=_("Registration: cancelled"),
        purpose=_("To the registrant, when they or you have cancelled."),
        subject=_("Cancelled (%(number)s): %(event)s"),
        template="emails/registration_cancelled.txt",
        placeholders=COMMON,
        required=("participants",),
    )
)
MOVED = declare(
    MailKind(
        "registration-moved",
        title=_("Registration: a place has become free"),
        purpose=_("To whoever moves up from the waiting list."),
        subject=_("You have a place now (%(number)s): %(event)s"),
        template="emails/registration_moved.txt",
        placeholders=COMMON,
        required=("participants", "own_page"),
    )
)
UPDATED = declare(
    MailKind(
        "registration-updated",
        title=_("Registration: changed by the registrant"),
        purpose=_(
            "To the registrant, after a change on their own page; where the e-mail address is"
            " another one, to the former one, too."
        ),
        subject=_("Your registration was changed (%(number)s): %(event)s"),
        template="emails/registration_updated.txt",
        placeholders=(*COMMON, _NOTED, _ELSEWHERE),
        required=("noted", "own_page"),
    )
)
DRAWN = declare(
    MailKind(
        "registration-drawn",
        title=_("Registration: the outcome of the draw"),
        purpose=_("To everybody who waited for the draw, once it is held."),
        subject=_("The outcome of the draw (%(number)s): %(event)s"),
        template="emails/registration_drawn.txt",
        placeholders=COMMON,
        required=("participants", "own_page"),
    )
)
CHANGED = declare(
    MailKind(
        "registration-changed",
        title=_("Event: another time or place"),
        purpose=_("To everybody in line, when you publish another day, hour or place."),
        subject=_("Changed (%(number)s): %(event)s"),
        template="emails/registration_changed.txt",
        placeholders=(*COMMON, _CHANGES),
        required=("changes", "own_page"),
    )
)
EVENT_CANCELLED = declare(
    MailKind(
        "registration-event-cancelled",
        title=_("Event: cancelled"),
        purpose=_("To everybody in line, when you publish that the event is cancelled."),
        subject=_("The event is cancelled (%(number)s): %(event)s"),
        template="emails/registration_event_cancelled.txt",
        placeholders=(*COMMON_OFF, _CHANGES, _REASON, _FEE),
        required=("reason",),
    )
)
EVENT_POSTPONED = declare(
    MailKind(
        "registration-event-postponed",
        title=_("Event: postponed"),
        purpose=_("To everybody in line, when you publish that the event is postponed."),
        subject=_("The event is postponed (%(number)s): %(event)s"),
        template="emails/registration_event_postponed.txt",
        placeholders=(*COMMON_OFF, _CHANGES, _REASON),
        required=("reason", "own_page"),
    )
)
REMINDER = declare(
    MailKind(
        "registration-reminder",
        title=_("Event: reminder"),
        purpose=_("To whoever has a place, at 9:00 on the day before."),
        subject=_("Reminder (%(number)s): %(event)s"),
        template="emails/registration_reminder.txt",
        placeholders=(*COMMON, _JOINING),
        required=("when", "joining", "own_page"),
    )
)
_CAME = {"participants": Text("見本 花子", "Hanako Mihon")}
THANKS = declare(
    MailKind(
        "registration-thanks",
        title=_("Event: thanks, and the certificate"),
        purpose=_("To whoever was ticked as present, at 9:00 on the day after."),
        subject=_("Thank you for taking part (%(number)s): %(event)s"),
        template="emails/registration_thanks.txt",
        placeholders=tuple(
            replace(each, sample=_CAME.get(each.name, each.sample)) for each in COMMON
        ),
        required=("own_page",),
    )
)
RESENT = declare(
    MailKind(
        "registration-resent",
        title=_("Registration: the link sent again"),
        purpose=_("To the registrant, when you send the link to their own page again."),
        subject=_("Your registration (%(number)s): %(event)s"),
        template="emails/registration_resent.txt",
        placeholders=COMMON,
        required=("own_page",),
    )
)
MESSAGE = declare(
    MailKind(
        "registration-message",
        title=_("Event: message to registrants"),
        purpose=_("To registrants, when you write to them from the list of registrations."),
        subject="%(subject)s",
        template="emails/registration_message.txt",
        placeholders=(*COMMON, _SUBJECT, _MESSAGE),
        required=("message",),
    )
)
