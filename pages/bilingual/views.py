"""The list of a page's texts that wait for English, and the two languages side by side."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages.base.translation_publishing import RefusalError
from pages.bilingual.ledger import english, fresh_pair
from pages.bilingual.models import LedgerEntry, PagePair
from pages.bilingual.publish_checks import open_texts
from pages.bilingual.release_view import both_pages, release_offered
from pages.bilingual.reviewing import TextForm, text_forms
from pages.bilingual.states import pairs, state_of


def may_see(request: HttpRequest, japanese: Page, page: Page) -> bool:
    """Whether this person edits the English page; editors of the Japanese one may look on."""
    if page.permissions_for_user(request.user).can_edit():
        return True
    if japanese.permissions_for_user(request.user).can_edit():
        return False
    raise PermissionDenied


def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """The texts to review: differences in Japanese, the English kept, and what to do with it."""
    try:
        japanese, page = both_pages(page_id)
    except Http404:
        return _gone(request)
    may_edit = may_see(request, japanese, page)
    pair = fresh_pair(page)
    if pair is None:
        return _not_begun(request, page)
    translation = Translation.objects.select_related("source", "target_locale").get(
        source__object_id=page.translation_key, target_locale=english()
    )
    entries = entries_shown(pair, everything="all" in request.GET)
    forms = text_forms(translation, entries, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        answer = _keep(request, page, translation, forms)
        if answer is not None:
            return answer
    context = {
        "japanese": japanese,
        "page": page,
        "forms": forms,
        "pair": pair,
        "state": state_of(pairs().get(pk=pair.pk)),
        "may_edit": may_edit,
        "may_submit": step_before_publication(request.user, page),
        "may_publish": page.permissions_for_user(request.user).can_publish(),
        "everything": "all" in request.GET,
        "release": release_offered(request, japanese, page),
    }
    return render(request, "pages/bilingual/review.html", context)


def entries_shown(pair: PagePair, *, everything: bool) -> list[LedgerEntry]:
    """The texts that wait, or all texts, in their order."""
    entries = list(pair.entries.select_related("reviewed_by"))
    if everything:
        return entries
    return [entry for entry in entries if entry.pending or entry.minor or entry.moved]


def _not_begun(request: HttpRequest, page: Page) -> HttpResponse:
    messages.info(request, _("Nobody has begun to translate this page: choose “translate” first."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _gone(request: HttpRequest) -> HttpResponse:
    """The page was deleted meanwhile: what was typed for it is shown once more, to be copied."""
    sent = [str(text) for name, text in request.POST.items() if name.endswith("-english")]
    typed = [text for text in sent if text.strip()]
    return render(request, "pages/bilingual/gone.html", {"typed": typed}, status=404)


def _keep(
    request: HttpRequest, page: Page, translation: Translation, forms: list[TextForm]
) -> HttpResponse | None:
    """Save what is right; texts with a problem stay on the screen as they were typed."""
    valid = [form for form in forms if form.is_valid()]
    for form in valid:
        form.save(translation, request.user)
    if len(valid) < len(forms):
        messages.error(request, _("Some texts were not saved: see the remarks beside them."))
        return None
    address = reverse("bilingual:review", args=[page.pk])
    if "submit" in request.POST:
        return _submit(request, page, translation)
    if "publish" not in request.POST:
        messages.success(request, _("Saved. Readers see it once it is published."))
        return redirect(address)
    return _publish(request, page, translation)


def step_before_publication(user: Any, page: Page) -> str:
    """The first step of the workflow to which this person may submit a page, if there is one."""
    if not page.permissions_for_user(user).can_submit_for_moderation():
        return ""
    step = page.get_workflow().tasks.first()
    return step.name if step else ""


def _submit(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse:
    """Hand the draft to those who look at English before it is published."""
    if not step_before_publication(request.user, page):
        raise PermissionDenied
    translation.save_target(user=request.user, publish=False)
    draft = Page.objects.get(pk=page.pk).specific
    draft.get_workflow().start(draft, request.user)
    messages.success(request, _("Submitted: those who review it get a mail."))
    return redirect("bilingual:review", page.pk)


def _publish(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse:
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if not translation.enabled:
        messages.info(request, _("This page is written freely in English: publish it here."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    pair = fresh_pair(page)
    reasons = list(open_texts(pair)) if pair else []
    if reasons:
        raise RefusalError(reasons, page)
    translation.save_target(user=request.user, publish=True)
    title = Page.objects.get(pk=page.pk).title
    messages.success(request, _("Published: %(title)s") % {"title": title})
    return redirect("bilingual:review", page.pk)


def side_by_side(request: HttpRequest, page_id: int) -> HttpResponse:
    """Both languages side by side, as they would be published now."""
    japanese, page = both_pages(page_id)
    may_see(request, japanese, page)
    context: dict[str, Any] = {"japanese": japanese, "page": page}
    return render(request, "pages/bilingual/side_by_side.html", context)


def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """One of the two as it would be published now, for the frames of the view above."""
    japanese, page = both_pages(page_id)
    may_see(request, japanese, page)
    shown = _english_now(page) if page_id == page.pk else japanese.get_latest_revision_as_object()
    response: HttpResponse = shown.make_preview_request(request, shown.default_preview_mode)
    return response


def _english_now(page: Page) -> Page:
    """The English of the texts as they are translated; a page written freely as its draft."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=english(), enabled=True
    ).first()
    if translation is not None:
        made = translation.source.get_ephemeral_translated_instance(english(), fallback=True)
    else:
        made = page if page.alias_of_id else page.get_latest_revision_as_object()
    shown: Page = made
    return shown
