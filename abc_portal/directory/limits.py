"""Rate limits for passwords and codes, by account and address, so that nobody can lock out another user.

Too many tries from one address block that address for that account only. When an account is tried from very many
addresses, each gets a single try in a longer time: that slows down attacks from many machines and never shuts out the
owner. The typed address counts, so that an unknown one is treated like a known one.
"""

import logging
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from abc_portal.core.limits import Full, NotCounting, Rate, give_back, is_full, take
from abc_portal.core.proxies import visitor_network

logger = logging.getLogger(__name__)

MINUTE = 60
#: When it cannot be counted, how soon to try again.
NOT_COUNTING_WAIT = MINUTE
#: allauth's session key for the user who is signing in.
SIGNING_IN = "account_login"

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Rule:
    """What one page counts.

    ``pair`` is about an account at an address, ``address`` about everything from there, ``account`` about everything
    for it. When ``account`` is full, ``strained`` is what each address still gets; without ``strained`` it is refused.
    """

    account_of: Callable[[HttpRequest], str]
    pair: Rate
    address: Rate
    account: Rate
    strained: Rate | None = None
    only_failures: bool = False

    def take(self, request: HttpRequest) -> list[str]:
        """The places that this try takes. Raises :class:`Full`, and then takes none."""
        where, whose = visitor_network(request.META.get("REMOTE_ADDR", "")), self.account_of(request)
        taken: list[str] = []
        try:
            taken.append(take(self.address, where))
            if whose:
                taken.append(take(self.pair, whose, where))
                taken.append(self._take_of_account(whose, where))
        except Full:
            give_back(taken)
            raise
        return taken

    def _take_of_account(self, whose: str, where: str) -> str:
        if self.strained and is_full(self.account, whose):
            return take(self.strained, whose, where)
        return take(self.account, whose)


def typed(name: str) -> Callable[[HttpRequest], str]:
    """The account named in that field."""

    def account_of(request: HttpRequest) -> str:
        text = request.POST.get(name, "").strip()
        return unicodedata.normalize("NFKC", text).casefold()

    return account_of


def signing_in(name: str) -> Callable[[HttpRequest], str]:
    """The account is that of who has come half the way, as the session knows it."""

    def account_of(request: HttpRequest) -> str:
        return str((request.session.get(SIGNING_IN) or {}).get(name) or "").casefold()

    return account_of


def own(request: HttpRequest) -> str:
    """The signed-in user's account."""
    return str(request.user.pk or "")


PASSWORD = Rule(
    account_of=typed("login"),
    pair=Rate("password pair", 5, 5 * MINUTE),
    address=Rate("password address", 30, 10 * MINUTE),
    account=Rate("password account", 30, 15 * MINUTE),
    strained=Rate("password strained", 1, 15 * MINUTE),
    only_failures=True,
)
#: Codes and links are asked for; that each mail costs its reader attention counts too.
ASKING = {
    kind: Rule(
        account_of=typed("email"),
        pair=Rate(f"{kind} pair", 3, 5 * MINUTE),
        address=Rate(f"{kind} address", 20, 10 * MINUTE),
        account=Rate(f"{kind} account", 10, 15 * MINUTE),
        strained=Rate(f"{kind} strained", 1, 15 * MINUTE),
    )
    for kind in ("code", "reset")
}
#: One code expires after three wrong tries; this counts across codes.
CODE_ENTRY = Rule(
    account_of=signing_in("email"),
    pair=Rate("code entry pair", 10, 10 * MINUTE),
    address=Rate("code entry address", 60, 10 * MINUTE),
    account=Rate("code entry account", 30, 15 * MINUTE),
    strained=Rate("code entry strained", 3, 15 * MINUTE),
)
NEW_PASSWORD = Rule(
    account_of=lambda _request: "",
    pair=Rate("new password pair", 10, 10 * MINUTE),
    address=Rate("new password address", 20, 10 * MINUTE),
    account=Rate("new password account", 10, 10 * MINUTE),
)
#: Six digits can be guessed with many machines, so an account has a firm limit. Only who knows its password comes here.
SECOND_FACTOR = Rule(
    account_of=signing_in("user_pk"),
    pair=Rate("second factor pair", 5, 5 * MINUTE),
    address=Rate("second factor address", 30, 10 * MINUTE),
    account=Rate("second factor account", 10, 5 * MINUTE),
    only_failures=True,
)
#: A signed-in user who authenticates again or changes the password.
AGAIN = Rule(
    account_of=own,
    pair=Rate("again pair", 10, 5 * MINUTE),
    address=Rate("again address", 60, 10 * MINUTE),
    account=Rate("again account", 20, 10 * MINUTE),
    only_failures=True,
)


def limited(rule: Rule, view: View) -> View:
    """The view, which counts what is sent to it by the rule and refuses when it is too much."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            taken = rule.take(request)
            response = view(request, *args, **kwargs)
            # A form that was right leads on, one that was not is shown again.
            if rule.only_failures and 300 <= response.status_code < 400:
                give_back(taken)
        except Full as full:
            return too_many(request, full.seconds)
        except NotCounting as fault:
            logger.warning("attempts cannot be counted (%s): nobody can sign in", fault)
            return cannot_count(request)
        return response

    return guarded


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 with the time from which it can be tried again."""
    # Rounded up to a whole minute, so that a user who returns then is let in.
    minutes = math.ceil(seconds / MINUTE)
    again = timezone.localtime(timezone.now() + timedelta(seconds=seconds + MINUTE - 1))
    facts = {"minutes": minutes, "again": again}
    return _refusal(render(request, "core/error_429.html", facts, status=429), seconds)


def cannot_count(request: HttpRequest) -> HttpResponse:
    """503: without counting, passwords could be guessed as fast as one likes."""
    return _refusal(render(request, "core/error_503.html", status=503), NOT_COUNTING_WAIT)


def _refusal(answer: HttpResponse, seconds: int) -> HttpResponse:
    answer.headers["Retry-After"] = str(seconds)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
