"""allauth's pages where the portal asks something more of them, and the page of an invitation."""

from typing import Any

from allauth.account import views
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from abc_portal.audit.change_sets import LostUpdate
from abc_portal.core.private_parts import forget_whose_code
from abc_portal.core.tokens import digest_of_token
from abc_portal.directory import invitations
from abc_portal.directory.adapter import stand_in
from abc_portal.directory.models import AccountInvitation


class ConfirmLoginCodeView(views.ConfirmLoginCodeView):
    """Where the code is typed: without an account behind it, no code is right and no more is asked than with one."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.stage.login.user is None:
            kwargs["code"] = ""
            # allauth caches that it found nobody, and would not look again the next time, as it does for an account;
            # but would look once more after a wrong code, as it does not for an account.
            self.stage.login.user = stand_in()
            forget_whose_code(self)
        return kwargs


confirm_login_code = ConfirmLoginCodeView.as_view()


class Invitation(View):
    """Where the link of an invitation leads: a password is chosen, and the account is open.

    A link that was used, replaced or taken back, that ran out or never was gets the same answer.
    """

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = self.invitation(token)
        return self.over() if invitation is None else self.show(invitation, SetPasswordForm(invitation.user))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = self.invitation(token)
        if invitation is None:
            return self.over()
        form = SetPasswordForm(invitation.user, request.POST)
        if not form.is_valid():
            return self.show(invitation, form, status=422)
        try:
            user = invitations.accept(invitation, password=form.cleaned_data["new_password1"])
        except LostUpdate:
            return self.over()
        login(request, user)
        messages.success(request, _("Welcome. Your account is open."))
        return redirect("front")

    def invitation(self, token: str) -> AccountInvitation | None:
        digest = digest_of_token(token)
        return AccountInvitation.objects.opened_by(digest, timezone.now()).first()

    def show(self, invitation: AccountInvitation, form: Any, status: int = 200) -> HttpResponse:
        facts = {"form": form, "invited": invitation.user}
        return self.private(render(self.request, "account/invitation.html", facts, status=status))

    def over(self) -> HttpResponse:
        return self.private(
            render(self.request, "account/invitation_over.html", {"days": invitations.HOLDS_FOR.days}, status=404)
        )

    def private(self, answer: HttpResponse) -> HttpResponse:
        """The address is a key: neither a cache nor another page gets it."""
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer
