"""Short texts inside facts that exist in both languages, as `<field>_ja` and `<field>_en`.

Prose of pages is not here: it is translated page by page (wagtail-localize). No model is under
both mechanisms.
"""

from modeltranslation.translator import TranslationOptions, register

from pages.awards.models import (
    AwardCriterion,
    AwardFinalist,
    AwardQuestion,
    AwardWinner,
    CommitteeMember,
)
from pages.council.activities import Activity, ActivityPlan, PlanPoint
from pages.council.bylaws import BylawArticle
from pages.council.history import HistoryEntry
from pages.council.officers import Adviser, Officer, OfficerTerm
from pages.events.models import EventFee, EventQuestion, EventSession, EventSpeaker
from pages.media import PortalImage, Recording
from pages.members.models import MembershipCount
from pages.proposals.models import ProposalAddressee, ProposalDeliverer, ProposalPart
from pages.records.models import Municipality, Office, Organisation, Person, Prize, Venue
from pages.resources.surveys import SurveyResult
from pages.submissions.models import ContactSubject
from pages.submissions.questionnaires.models import QuestionnaireQuestion
from pages.submissions.registrations.models import Places


@register([ContactSubject, Municipality, Person])
class NameTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("name",)
    required_languages = ("ja",)


@register(Venue)
class VenueTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("name", "address")
    required_languages = {"ja": ("name",)}


@register([Organisation, Prize])
class NamedInShortTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("name", "short_name")
    required_languages = {"ja": ("name",)}


@register([ActivityPlan, Office, OfficerTerm, Recording])
class TitleTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("title",)
    required_languages = ("ja",)


@register(MembershipCount)
class NoteTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("note",)


@register(Places)
class JoiningTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("joining_note",)


@register(PortalImage)
class ImageTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("alt", "caption", "credit")
    required_languages = {"ja": ("alt", "credit")}


@register([EventSpeaker, ProposalAddressee, ProposalDeliverer])
class RoleTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("role",)
    required_languages = ("ja",)


@register([Activity, AwardCriterion, EventSession, HistoryEntry, PlanPoint])
class TextTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("text",)
    required_languages = ("ja",)


@register(EventFee)
class FeeTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("payer", "unit")
    required_languages = {"ja": ("payer",)}


@register(AwardQuestion)
@register(EventQuestion)
class QuestionTranslation(TranslationOptions):
    """Columns in both languages, which a form needs."""

    fields = ("label",)
    required_languages = ("ja", "en")


@register(AwardWinner)
class WinnerTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("project", "summary")


@register(AwardFinalist)
class FinalistTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("project",)


@register(CommitteeMember)
class CommitteeTranslation(TranslationOptions):
    """Columns in both languages; an office that is not known stays empty."""

    fields = ("role",)


@register(ProposalPart)
class PartTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("title", "summary")
    required_languages = ("ja",)


@register([Adviser, Officer])
class PostTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("post",)
    required_languages = ("ja",)


@register(BylawArticle)
class ArticleTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("heading", "summary")
    required_languages = ("ja",)


@register([QuestionnaireQuestion, SurveyResult])
class LabelTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("label",)
    required_languages = ("ja",)
