"""allauth's pages where the portal asks something more of them."""

from typing import Any

from allauth.account import views

from abc_portal.core.private_parts import forget_whose_code
from abc_portal.directory.adapter import stand_in


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
