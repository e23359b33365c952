"""How allauth behaves here: accounts are made by administrators, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """No open sign-up; the name on pages is the user's own."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
