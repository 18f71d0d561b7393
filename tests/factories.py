"""Factories of everything tests need, in the trees of both languages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any
from uuid import uuid4

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail.users.models import UserProfile
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationSource,
)

from home.models import HomePage, SiteSettings
from home.promotions import Promotion
from pages.awards.models import AwardRoundPage, AwardsIndexPage, AwardWinner
from pages.awards.winners import WinnersPage
from pages.base.facts import source_locale_id
from pages.bilingual.models import LedgerEntry, PagePair
from pages.council.activities import ActivitiesPage, Activity, ActivityExample, ActivityPlan
from pages.council.bylaws import BylawArticle, BylawsPage
from pages.council.history import HistoryEntry, HistoryPage
from pages.council.models import CouncilPage, DeclarationPage, GreetingPage
from pages.council.officers import Adviser, Officer, OfficersPage, OfficerTerm
from pages.events.indexes import (
    AssembliesIndexPage,
    EventsIndexPage,
    SummitsIndexPage,
    TrainingIndexPage,
)
from pages.events.models import (
    AssemblyPage,
    EventSpeaker,
    SpecialSessionPage,
    SummitPage,
    TrainingPage,
)
from pages.information.models import InformationPage
from pages.media import PortalDocument, PortalImage, Recording
from pages.members.models import MembershipCount, MembersPage, PeoplePage
from pages.news.models import NewsIndexPage, NewsPage
from pages.proposals.models import ProposalDeliverer, ProposalPage, ProposalsIndexPage
from pages.records.models import Municipality, Office, Organisation, Person, Prize, Venue
from pages.resources.indexes import (
    DocumentsPage,
    ResourcesIndexPage,
    SurveysIndexPage,
    VideosPage,
)
from pages.resources.surveys import SurveyPage, SurveyResult
from pages.submissions.entries.models import AwardEntry, EntryFile
from pages.submissions.mail_texts.models import MailText
from pages.submissions.memberships.models import MembershipRequest
from pages.submissions.models import ContactSubject, Enquiry
from pages.submissions.questionnaires.models import QuestionnaireQuestion, QuestionnaireReply
from pages.submissions.questionnaires.page import QuestionnairePage
from pages.submissions.registrations.models import Participant, Places, Registration
from tests.pdfs import pdf


class BasePageFactory(wagtail_factories.PageFactory):
    """A published Japanese page with a summary."""

    summary = factory.Sequence(lambda n: f"概要の文章その{n}です。")

    class Meta:
        abstract = True


class HomePageFactory(BasePageFactory):
    title = "全国ICT教育首長協議会"
    slug = "home"
    tagline = "首長の力で、\n学びの環境を変える。"

    class Meta:
        model = HomePage


class CouncilPageFactory(BasePageFactory):
    title = "協議会について"
    slug = "council"
    show_in_menus = True

    class Meta:
        model = CouncilPage


class GreetingPageFactory(BasePageFactory):
    title = "会長挨拶"
    slug = "greeting"
    told_by_others = True

    class Meta:
        model = GreetingPage


class HistoryPageFactory(BasePageFactory):
    title = "あゆみ"
    slug = "history"

    class Meta:
        model = HistoryPage


class OfficersPageFactory(BasePageFactory):
    title = "役員"
    slug = "officers"

    class Meta:
        model = OfficersPage


class BylawsPageFactory(BasePageFactory):
    title = "規約"
    slug = "bylaws"

    class Meta:
        model = BylawsPage


class ActivitiesPageFactory(BasePageFactory):
    title = "活動内容"
    slug = "activities"

    class Meta:
        model = ActivitiesPage


class DeclarationPageFactory(BasePageFactory):
    title = "見本宣言"
    slug = "tsukuba-declaration"
    adopted_on = date(2015, 11, 10)

    class Meta:
        model = DeclarationPage


class InformationPageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"見本の案内{n}")
    slug = factory.Sequence(lambda n: f"information-{n}")

    class Meta:
        model = InformationPage


class QuestionnairePageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"見本アンケート{n}")
    slug = factory.Sequence(lambda n: f"questionnaire-{n}")

    class Meta:
        model = QuestionnairePage


class QuestionnaireQuestionFactory(factory.django.DjangoModelFactory):
    label_ja = factory.Sequence(lambda n: f"見本の質問{n}")
    label_en = factory.Sequence(lambda n: f"Sample question {n}")
    kind = "yes_no"

    class Meta:
        model = QuestionnaireQuestion


class ResourcesIndexPageFactory(BasePageFactory):
    title = "資料・調査"
    slug = "resources"
    show_in_menus = True

    class Meta:
        model = ResourcesIndexPage


class DocumentsPageFactory(BasePageFactory):
    title = "資料"
    slug = "documents"
    show_in_menus = True

    class Meta:
        model = DocumentsPage


class VideosPageFactory(BasePageFactory):
    title = "動画"
    slug = "videos"
    show_in_menus = True

    class Meta:
        model = VideosPage


class SurveysIndexPageFactory(BasePageFactory):
    title = "調査"
    slug = "surveys"
    show_in_menus = True

    class Meta:
        model = SurveysIndexPage


class SurveyPageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"見本調査{n}")
    slug = factory.Sequence(lambda n: f"survey-{n}")
    fiscal_year = 2019
    respondents = 40

    class Meta:
        model = SurveyPage


class MembersPageFactory(BasePageFactory):
    title = "会員自治体"
    slug = "members"

    class Meta:
        model = MembersPage


class MembershipCountFactory(factory.django.DjangoModelFactory):
    counted_on = date(2022, 6, 2)
    count = 130
    approximate = True

    class Meta:
        model = MembershipCount


class PeoplePageFactory(BasePageFactory):
    title = "記録に名前のある人"
    slug = "people"

    class Meta:
        model = PeoplePage


class NewsIndexPageFactory(BasePageFactory):
    title = "お知らせ"
    slug = "news"
    show_in_menus = True

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"お知らせその{n}")
    slug = factory.Sequence(lambda n: f"news-{n}")
    published_on = date(2022, 8, 26)

    class Meta:
        model = NewsPage


class EventsIndexPageFactory(BasePageFactory):
    title = "サミット・研修会"
    slug = "events"
    show_in_menus = True

    class Meta:
        model = EventsIndexPage


class SummitsIndexPageFactory(BasePageFactory):
    title = "首長サミット"
    slug = "summits"
    show_in_menus = True

    class Meta:
        model = SummitsIndexPage


class AssembliesIndexPageFactory(BasePageFactory):
    title = "総会"
    slug = "assemblies"
    show_in_menus = True

    class Meta:
        model = AssembliesIndexPage


class TrainingIndexPageFactory(BasePageFactory):
    title = "オンライン研修会"
    slug = "training"
    show_in_menus = True

    class Meta:
        model = TrainingIndexPage


class SummitPageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"見本サミット{n}")
    slug = factory.Sequence(lambda n: f"summit-{n}")
    theme = "見本のテーマ"
    start_date = date(2022, 6, 2)
    apply_contact_ja = "見本事務局"
    apply_contact_en = "Sample secretariat"
    apply_how_ja = "氏名と自治体名をお知らせください"
    apply_how_en = "Give your name and municipality"

    class Meta:
        model = SummitPage


class AssemblyPageFactory(BasePageFactory):
    """A resolution in writing: a fiscal year and no date."""

    title = factory.Sequence(lambda n: f"見本総会{n}")
    slug = factory.Sequence(lambda n: f"assembly-{n}")
    fiscal_year = 2021
    outcome = "written"
    apply_contact_ja = "見本事務局"
    apply_contact_en = "Sample secretariat"
    apply_how_ja = "氏名と自治体名をお知らせください"
    apply_how_en = "Give your name and municipality"

    class Meta:
        model = AssemblyPage


class SpecialSessionPageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"見本特別セッション{n}")
    slug = factory.Sequence(lambda n: f"special-session-{n}")
    start_date = date(2019, 5, 22)
    apply_contact_ja = "見本事務局"
    apply_contact_en = "Sample secretariat"
    apply_how_ja = "氏名と自治体名をお知らせください"
    apply_how_en = "Give your name and municipality"

    class Meta:
        model = SpecialSessionPage


class TrainingPageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"見本研修会{n}")
    slug = factory.Sequence(lambda n: f"training-{n}")
    start_date = date(2022, 9, 29)
    start_time = time(15, 0)
    end_time = time(17, 15)
    opens_on = date(2022, 9, 6)
    closes_on = date(2022, 9, 26)
    online_platform = "Zoom"
    apply_contact_ja = "見本事務局"
    apply_contact_en = "Sample secretariat"
    apply_how_ja = "氏名と自治体名をお知らせください"
    apply_how_en = "Give your name and municipality"

    class Meta:
        model = TrainingPage


class AwardsIndexPageFactory(BasePageFactory):
    title = "日本ICT教育アワード"
    slug = "awards"
    show_in_menus = True

    class Meta:
        model = AwardsIndexPage


class AwardRoundPageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"見本アワード{n}")
    slug = factory.Sequence(lambda n: f"award-{n}")
    number = factory.Sequence(lambda n: n + 1)
    year = 2022
    opens_on = date(2022, 8, 1)
    closes_on = date(2022, 9, 14)
    ceremony_on = date(2022, 11, 17)
    apply_contact_ja = "見本事務局"
    apply_contact_en = "Sample secretariat"
    apply_how_ja = "氏名と自治体名をお知らせください"
    apply_how_en = "Give your name and municipality"

    class Meta:
        model = AwardRoundPage


class WinnersPageFactory(BasePageFactory):
    title = "受賞自治体の一覧"
    slug = "winners"

    class Meta:
        model = WinnersPage


class ProposalsIndexPageFactory(BasePageFactory):
    title = "提言"
    slug = "proposals"
    show_in_menus = True

    class Meta:
        model = ProposalsIndexPage


class ProposalPageFactory(BasePageFactory):
    title = factory.Sequence(lambda n: f"見本提言{n}")
    slug = factory.Sequence(lambda n: f"proposal-{n}")
    handed_over_on = date(2021, 4, 7)

    class Meta:
        model = ProposalPage


class PromotionFactory(factory.django.DjangoModelFactory):
    text_ja = "見本のリンク"
    text_en = "A sample link"

    class Meta:
        model = Promotion


class MunicipalityFactory(factory.django.DjangoModelFactory):
    key = factory.Sequence(lambda n: f"town-{n}")
    name_ja = factory.Sequence(lambda n: f"見本市{n}")
    name_en = factory.Sequence(lambda n: f"Sample City {n}")
    kind = Municipality.Kind.CITY
    prefecture = 41
    code = factory.Sequence(lambda n: f"{n:06}")

    class Meta:
        model = Municipality


class PersonFactory(factory.django.DjangoModelFactory):
    key = factory.Sequence(lambda n: f"person-{n}")
    name_ja = factory.Sequence(lambda n: f"見本 太郎{n}")
    name_en = factory.Sequence(lambda n: f"Mihon Taro {n}")

    class Meta:
        model = Person


class OfficeFactory(factory.django.DjangoModelFactory):
    person = factory.SubFactory(PersonFactory)
    title_ja = "見本市長"
    title_en = "Mayor of Sample City"
    attested_on = date(2016, 8, 3)

    class Meta:
        model = Office


class VenueFactory(factory.django.DjangoModelFactory):
    key = factory.Sequence(lambda n: f"venue-{n}")
    name_ja = factory.Sequence(lambda n: f"見本会館{n}")
    name_en = factory.Sequence(lambda n: f"Sample Hall {n}")

    class Meta:
        model = Venue


class OrganisationFactory(factory.django.DjangoModelFactory):
    key = factory.Sequence(lambda n: f"body-{n}")
    kind = Organisation.Kind.MINISTRY
    name_ja = factory.Sequence(lambda n: f"見本省{n}")
    name_en = factory.Sequence(lambda n: f"Ministry of Samples {n}")

    class Meta:
        model = Organisation


class PrizeFactory(factory.django.DjangoModelFactory):
    key = factory.Sequence(lambda n: f"prize-{n}")
    name_ja = factory.Sequence(lambda n: f"見本大臣賞{n}")
    name_en = factory.Sequence(lambda n: f"Sample Prize {n}")

    class Meta:
        model = Prize


class PortalImageFactory(wagtail_factories.ImageFactory):
    title = "見本の写真"
    alt_ja = "会場の様子"
    alt_en = "The hall"
    credit_ja = "事務局"
    credit_en = "Secretariat"
    consent = "nobody"

    class Meta:
        model = PortalImage


class PortalDocumentFactory(factory.django.DjangoModelFactory):
    """A document whose file has not been handed over."""

    key = factory.Sequence(lambda n: f"doc-{n}")
    title = factory.Sequence(lambda n: f"見本資料{n}")
    title_en = factory.Sequence(lambda n: f"Sample material {n}")

    class Meta:
        model = PortalDocument


class RecordingFactory(factory.django.DjangoModelFactory):
    key = factory.Sequence(lambda n: f"video-{n}")
    title_ja = factory.Sequence(lambda n: f"見本動画{n}")
    title_en = factory.Sequence(lambda n: f"Sample video {n}")

    class Meta:
        model = Recording


class EventSpeakerFactory(factory.django.DjangoModelFactory):
    person = factory.SubFactory(PersonFactory)
    role_ja = "見本市長"
    role_en = "Mayor of Sample City"

    class Meta:
        model = EventSpeaker


class ProposalDelivererFactory(factory.django.DjangoModelFactory):
    person = factory.SubFactory(PersonFactory)
    role_ja = "見本市長"
    role_en = "Mayor of Sample City"

    class Meta:
        model = ProposalDeliverer


class AwardWinnerFactory(factory.django.DjangoModelFactory):
    prize = factory.SubFactory(PrizeFactory)
    municipality = factory.SubFactory(MunicipalityFactory)

    class Meta:
        model = AwardWinner


class HistoryEntryFactory(factory.django.DjangoModelFactory):
    day = date(2016, 8, 3)
    text_ja = "見本の出来事"
    text_en = "A sample event"

    class Meta:
        model = HistoryEntry


class OfficerTermFactory(factory.django.DjangoModelFactory):
    title_ja = "令和4・5年度"
    title_en = "Fiscal 2022 and 2023"

    class Meta:
        model = OfficerTerm


class OfficerFactory(factory.django.DjangoModelFactory):
    person = factory.SubFactory(PersonFactory)
    post_ja = "理事"
    post_en = "Director"

    class Meta:
        model = Officer


class AdviserFactory(factory.django.DjangoModelFactory):
    person = factory.SubFactory(PersonFactory)
    post_ja = "顧問"
    post_en = "Adviser"
    as_of = date(2021, 4, 7)

    class Meta:
        model = Adviser


class BylawArticleFactory(factory.django.DjangoModelFactory):
    number = factory.Sequence(lambda n: n + 1)
    heading_ja = "見本の条"
    heading_en = "Sample article"
    summary_ja = "見本の要約"
    summary_en = "Sample summary"

    class Meta:
        model = BylawArticle


class ActivityFactory(factory.django.DjangoModelFactory):
    text_ja = "見本の活動"
    text_en = "Sample activity"

    class Meta:
        model = Activity


class ActivityExampleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActivityExample


class ActivityPlanFactory(factory.django.DjangoModelFactory):
    fiscal_year = 2019
    title_ja = "見本の計画"
    title_en = "Sample plan"

    class Meta:
        model = ActivityPlan


class SurveyResultFactory(factory.django.DjangoModelFactory):
    label_ja = "はい"
    label_en = "Yes"
    count = 30

    class Meta:
        model = SurveyResult


class UserFactory(factory.django.DjangoModelFactory):
    username = factory.Sequence(lambda n: f"user-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("password")

    class Meta:
        model = get_user_model()


def enquiry() -> Enquiry:
    """An enquiry on a subject, both as samples."""
    subject = ContactSubject.objects.create(
        name_ja="見本の件名", name_en="Sample subject", mail="sample@example.org"
    )
    return Enquiry.objects.create(
        key=uuid4(),
        language="ja",
        notice="sample",
        subject=subject,
        name="見本 花子",
        mail="visitor@example.org",
        text="見本のお問合せです。",
    )


def mail_text(kind: str = "enquiry-receipt", **wording: str) -> MailText:
    """The row of a kind of mail, with a wording of its own where one is given."""
    return MailText.objects.update_or_create(kind=kind, defaults=wording)[0]


def membership_request(**values: Any) -> MembershipRequest:
    """A request for membership, as a sample, with somebody who receives requests."""
    ContactSubject.objects.get_or_create(
        takes_memberships=True,
        defaults={"name_ja": "入会", "name_en": "Membership", "mail": "join@example.org"},
    )
    sample = {
        "key": uuid4(),
        "language": "ja",
        "notice": "sample",
        "mayor": "見本 太郎",
        "name": "見本 花子",
        "department": "企画課",
        "mail": "visitor@example.org",
    }
    values.setdefault("municipality", None)
    values["municipality"] = values["municipality"] or MunicipalityFactory()
    return MembershipRequest.objects.create(**sample | values)


def award_entry(page: Any = None, **values: Any) -> AwardEntry:
    """An entry that was sent, with a file, as a sample."""
    page = page or AwardRoundPage.objects.filter(locale=japanese()).first() or award_round()
    sample = {
        "key": uuid4(),
        "language": "ja",
        "notice": "sample",
        "name": "見本 花子",
        "mail": "visitor@example.org",
        "project": "見本の取組",
        "summary": "見本の概要です。",
        "state": AwardEntry.State.RECEIVED,
    }
    values.setdefault("municipality", None)
    values["municipality"] = values["municipality"] or MunicipalityFactory()
    entry = AwardEntry.objects.create(page_id=page.pk, **sample | values)
    content = ContentFile(pdf("見本"), "資料.pdf")
    EntryFile.objects.create(entry=entry, name="資料.pdf", size=content.size, file=content)
    return entry


def award_round() -> AwardRoundPage:
    """A round of the awards in a tree of its own."""
    return AwardRoundPageFactory(parent=AwardsIndexPageFactory(parent=site()))


def questionnaire_reply() -> QuestionnaireReply:
    """A reply to a questionnaire below the front page, as a sample."""
    page = QuestionnairePageFactory(parent=HomePage.objects.get(locale=japanese()))
    QuestionnaireQuestionFactory(page=page, key="again")
    page.save_revision().publish()
    return QuestionnaireReply.objects.create(
        key=uuid4(), page=page, language="ja", notice="sample", answers={"again": "yes"}
    )


def participant(page: Any = None) -> Participant:
    """Somebody who has registered for an event, as a sample."""
    page = page or TrainingPage.objects.filter(locale=japanese()).first() or training()
    Places.objects.get_or_create(pk=page.pk, defaults={"taken": 1, "last_turn": 1})
    registration = Registration.objects.create(
        key=uuid4(),
        language="ja",
        notice="sample",
        page_id=page.pk,
        affiliation="board",
        mail="visitor@example.org",
        was_member=False,
        fee_jpy=0,
    )
    return Participant.objects.create(
        registration=registration,
        page_id=page.pk,
        turn=1,
        name="見本 花子",
        mail="visitor@example.org",
        mail_folded="visitor@example.org",
        state="accepted",
    )


def training() -> Any:
    """A training session in a tree of its own."""
    events = EventsIndexPageFactory(parent=site())
    return TrainingPageFactory(parent=TrainingIndexPageFactory(parent=events))


def editor_in_japanese(**fields: Any) -> Any:
    """An administrator who reads the admin in Japanese."""
    user = UserFactory(is_superuser=True, **fields)
    UserProfile.objects.create(user=user, preferred_language="ja")
    return user


def japanese() -> Locale:
    """The Japanese locale."""
    return Locale.objects.get(language_code="ja")


def english() -> Locale:
    """The English locale, made on first use."""
    return Locale.objects.get_or_create(language_code="en")[0]


def site() -> HomePage:
    """The Japanese home page as the root of the default site, with names in both languages."""
    english()
    Page.objects.filter(depth=2).delete()  # Wagtail's welcome page, and its site with it
    home = HomePageFactory(parent=Page.objects.get(depth=1), locale=japanese())
    default = Site.objects.create(
        hostname="testserver", port=80, root_page=home, is_default_site=True, site_name="見本"
    )
    SiteSettings.objects.update_or_create(
        site=default,
        defaults={
            "name_ja": "全国ICT教育首長協議会",
            "name_en": "National Council of Mayors for ICT in Education",
            "line_breaks": "日本ICT教育|アワード",
        },
    )
    return home


def change_settings(**columns) -> None:
    """Change columns of the site settings, as an administrator does."""
    settings = SiteSettings.objects.get()
    for name, value in columns.items():
        setattr(settings, name, value)
    settings.save()


def translate(page: Page, said: str = "English text", publish: bool = True) -> Page:
    """An English page whose every string is translated, as wagtail-localize makes it."""
    source, _created = TranslationSource.update_or_create_from_instance(page.specific)
    translation, _created = Translation.objects.get_or_create(
        source=source, target_locale=english()
    )
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=english(),
            defaults={"data": f"{said} {segment.order}", "translation_type": "manual"},
        )
    translation.save_target(publish=False)
    if publish:
        translation.get_target_instance().get_latest_revision().publish()
    return translation.get_target_instance()


def alias(page: Page) -> Page:
    """The page in the English tree before anybody has translated it."""
    return page.specific.copy_for_translation(english(), alias=True, copy_parents=True)


@contextmanager
def shared(django_db_blocker) -> Iterator[None]:
    """For a module's fixture: what is made within lasts for all its tests and is then undone.

    Each test may change what it likes: its own transaction lies within this one. Fetch the pages
    again in every test, because Python objects keep what another test set on them. A module whose
    tests ask for the fixture only by `getfixturevalue` names it in `usefixtures`.
    """
    source_locale_id.cache_clear()
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """Roll back the changes of the block at its end: for one example of many."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def pairs_as_rows(parent: Page, count: int) -> None:
    """Page pairs below a Japanese page, made without their texts: for counting queries."""
    for _number in range(count):
        page = InformationPageFactory(parent=Page.objects.get(pk=parent.pk).specific)
        alias(page)
        rows = TranslatableObject.objects.get_or_create_from_instance(page)[0]
        pair = PagePair.objects.create(translated=rows)
        LedgerEntry.objects.create(pair=pair, path="title", order=0, japanese=page.title)
