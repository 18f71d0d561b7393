"""The form with which editors sign in, wherever the admin asks for it."""

from django.forms import CharField, PasswordInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    """Wagtail's own, with a label on the password that is said in the reader's language.

    Wagtail leaves the label to the name of the field, which is English everywhere.
    """

    password = CharField(
        label=_("Password"),
        strip=False,
        widget=PasswordInput(
            attrs={"placeholder": _("Enter password"), "autocomplete": "current-password"}
        ),
    )
