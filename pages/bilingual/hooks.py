"""Admin hooks: the state of English in the explorer, the editor, the report, the glossary."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.base.page import BasePage
from pages.bilingual import beginning, catalogs, release_view, views
from pages.bilingual.dashboard import WaitingForEnglish
from pages.bilingual.explorer import PortalPages
from pages.bilingual.glossary import GlossaryTerm
from pages.bilingual.models import MinorCorrection, PagePair
from pages.bilingual.report import EnglishReport
from pages.bilingual.states import pairs, state_of
from pages.bilingual.tree_sync import is_japanese

MINOR = "action-publish-minor"


@hooks.register("register_admin_urls")
def bilingual_addresses() -> list:
    """The review of a page, both languages side by side, the report."""
    addresses = [
        path("review/<int:page_id>/", views.review, name="review"),
        path("begin/<int:page_id>/", beginning.begin, name="begin"),
        path("release/<int:page_id>/", release_view.release_together, name="release"),
        path("side-by-side/<int:page_id>/", views.side_by_side, name="side_by_side"),
        path("preview/<int:page_id>/", views.preview, name="preview"),
        path("report/", EnglishReport.as_view(), name="report"),
        path("report/results/", EnglishReport.as_view(results_only=True), name="report_results"),
    ]
    return [path("bilingual/", include((addresses, "bilingual"), namespace="bilingual"))]


@hooks.register("register_admin_urls", order=-1)
def catalogs_come_and_go_here() -> list:
    """Before the views of wagtail-localize at the same addresses."""
    address = "localize/translate/<int:translation_id>/pofile/"
    return [
        path(f"{address}upload/", catalogs.take_in),
        path(f"{address}download/", catalogs.hand_out),
    ]


@register_snippet
class GlossaryViewSet(SnippetViewSet):
    """Terms with their English."""

    model = GlossaryTerm
    icon = "openquote"
    add_to_admin_menu = True
    menu_order = 260
    list_display = ["japanese", "english", "note"]
    search_fields = ["japanese", "english"]


@hooks.register("register_admin_viewset")
def pages_with_english() -> PortalPages:
    """The explorer with the state of English."""
    return PortalPages()


@hooks.register("construct_homepage_panels")
def waiting_for_english(request: HttpRequest, panels: list) -> None:
    """The pages that wait for a translator, first on the home screen."""
    panels.append(WaitingForEnglish())


@hooks.register("register_reports_menu_item")
def english_report() -> MenuItem:
    """The report under "reports"."""
    label = _("English pages")
    return MenuItem(label, reverse("bilingual:report"), icon_name="site", order=100)


@hooks.register("register_page_header_buttons")
def state_in_the_editor(
    page: Page, user: Any, next_url: str | None = None, view_name: str = ""
) -> Iterator[Button]:
    """The state of English, and both languages side by side, from either editor."""
    if page.is_root() or not page.get_translations().exists():
        return
    pair = pairs().filter(pk=page.translation_key).first()
    if pair is not None:
        label = _("English: %(state)s") % {"state": state_of(pair)}
        address = reverse("bilingual:review", args=[page.pk])
        yield Button(label, address, icon_name="wagtail-localize-language", priority=5)
    address = reverse("bilingual:side_by_side", args=[page.pk])
    yield Button(_("Both languages side by side"), address, icon_name="view", priority=6)


@hooks.register("before_delete_page")
def say_what_else_is_deleted(request: HttpRequest, page: Page) -> None:
    """Before it is confirmed."""
    if request.method == "POST" or not page.get_translations().exists():
        return
    if is_japanese(page):
        messages.warning(request, _("The English page is deleted with it."))
    else:
        text = _("The Japanese page stays; English readers then see its text, marked as Japanese.")
        messages.warning(request, text)


class PublishChangeItem(PublishMenuItem):
    """Wagtail's "publish" where it stands for a change of content."""

    label = gettext_lazy("Publish a change of content: English is to be reviewed")


class PublishMinorItem(PublishMenuItem):
    """Publishes a Japanese page whose changes leave the English right."""

    label = gettext_lazy("Publish as a minor correction: English stays as it is")
    name = MINOR
    template_name = "pages/bilingual/publish_minor.html"


@hooks.register("construct_page_action_menu")
def choose_at_publication(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """On Japanese pages that are being translated: a change of content, or a minor correction."""
    page = context.get("page")
    places = [place for place, item in enumerate(menu_items) if item.name == PublishMenuItem.name]
    if context["view"] == "create" or not isinstance(page, BasePage) or not places:
        return
    if page.is_own_source and PagePair.objects.filter(pk=page.translation_key).exists():
        order = menu_items[places[0]].order
        choice = [PublishMinorItem(order=order), PublishChangeItem(order=order)]
        menu_items[places[0] : places[0] + 1] = choice


@hooks.register("before_edit_page", order=-1)
def publish_when_minor(request: HttpRequest, page: Page) -> None:
    """For Wagtail our button is "publish"; its own keeps a name of its own."""
    if MINOR in request.POST:
        sent: Any = request.POST.copy()
        sent["action-publish"] = MINOR
        request.POST = sent


@hooks.register("before_publish_page")
def note_minor_correction(request: HttpRequest, page: Page) -> None:
    """Kept with the version, so that a publication by schedule knows it, too."""
    if request.POST.get("action-publish") == MINOR and page.latest_revision_id:
        MinorCorrection.objects.get_or_create(revision_id=page.latest_revision_id)
