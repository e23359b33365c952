"""allauth's forms for the portal's own accounts: one address each, and a stand-in for an unknown address."""

from typing import Any

from allauth.account import forms

from abc_portal.directory.adapter import holder


class RequestLoginCodeForm(forms.RequestLoginCodeForm):
    """Where a code is asked for."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self._user = holder(email)
        return email


class ResetPasswordForm(forms.ResetPasswordForm):
    """Where a link for a new password is asked for."""

    users: list[Any]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self.users = [holder(email)]
        return email
