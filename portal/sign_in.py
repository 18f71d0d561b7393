"""The forms for signing in: that of editors, and that of readers of a closed page."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
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


class ReaderSignInForm(AuthenticationForm):
    """Django's own, with a failed sign-in shown at the fields it is about.

    Which of the two was wrong is not said, so the error leads to the first and marks both.
    """

    def clean(self) -> dict[str, Any]:
        """Moves the error of the whole form to the name, and has the password point at it."""
        try:
            super().clean()
        except ValidationError as error:
            self.add_error("username", error)
            described_by = f"{self['username'].auto_id}_error"
            self.fields["password"].widget.attrs |= {
                "aria-invalid": "true",
                "aria-describedby": described_by,
            }
        return self.cleaned_data
