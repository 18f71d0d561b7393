"""Who may not begin a translation asks for it with one click."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail_localize.models import Translation

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    home = factories.site()
    factories.translate(home)
    return factories.InformationPageFactory(parent=home, title="新しい案内")


@pytest.fixture
def editor(client, page):
    group = Group.objects.create(name="Japanese editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    right = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=right)
    user = factories.UserFactory()
    user.groups.add(group)
    client.force_login(user)
    return client


@pytest.mark.parametrize(("address", "asked"), [("t@example.org", 1), ("", 0)])
def test_the_translators_get_a_mail_and_nothing_is_begun(editor, page, address, asked):
    factories.UserFactory(is_superuser=True, email=address)
    begin = reverse("bilingual:begin", args=[page.pk])
    assert begin in editor.get(reverse("wagtailadmin_home")).content.decode()
    assert editor.post(begin).status_code == 302
    assert [message.to for message in mail.outbox] == [[address]] * asked
    assert all("新しい案内" in message.subject for message in mail.outbox)
    assert not Translation.objects.filter(source__object_id=page.translation_key).exists()
