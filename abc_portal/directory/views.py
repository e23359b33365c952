"""allauth's pages where the portal asks something more of them."""

from typing import Any

from allauth.account import views


class ConfirmLoginCodeView(views.ConfirmLoginCodeView):
    """Where the code is typed: without an account behind it, no code is right and no more is asked than with one."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.stage.login.user is None:
            kwargs["code"] = ""
            # Else allauth looks for the stand-in once more after a wrong code, which takes time.
            self._process.state.pop("user_id", None)
        return kwargs


confirm_login_code = ConfirmLoginCodeView.as_view()
