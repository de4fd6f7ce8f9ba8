"""The forms for signing in and for the password, with their words."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


class SignInForm(AuthenticationForm):
    """Email address and password."""

    username = forms.EmailField(
        label="Email address",
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput,
    )

    error_messages = {
        # The same words whichever of the two is wrong: they must not tell a stranger who has an account.
        "invalid_login": "The email address or the password is not right",
        "inactive": "The email address or the password is not right",
    }


class ChangePasswordForm(PasswordChangeForm):
    """The password in use, and a new one twice."""

    error_messages = {
        "password_incorrect": "The current password is not right",
        "password_mismatch": "The two new passwords are not the same",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, message in (
            ("old_password", "Enter your current password"),
            ("new_password1", "Enter a new password"),
            ("new_password2", "Enter the new password again"),
        ):
            self.fields[name].error_messages["required"] = message
