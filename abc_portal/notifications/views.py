"""The page where users choose their reminders and get their calendar's address, and the calendar itself."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import conditional_page, require_safe

from abc_portal.core.tokens import digest_of_token
from abc_portal.notifications import actions, addresses, calendar
from abc_portal.notifications.enums import CalendarSpan, Letters
from abc_portal.notifications.forms import LettersForm, SpanForm
from abc_portal.notifications.models import CalendarAddress, Preference


class Reminders(View):
    """The user's reminders; each form of the page has its own address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LettersForm(request.POST)
        if not form.is_valid():
            return self.show(letters_form=form, status=422)
        actions.choose_letters(letters=Letters(form.cleaned_data["letters"]), by=request.user)
        messages.success(request, _("Your choice is saved."))
        return redirect("reminders")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        """The page; ``more`` is a refused form, or an address that was just made."""
        user = self.request.user
        chosen = Preference.objects.visible_to(user).first() or Preference()
        address = CalendarAddress.objects.visible_to(user).first()
        facts = {
            "letters_form": LettersForm(initial={"letters": chosen.letters}),
            "span_form": SpanForm(initial={"span": address.span}) if address else SpanForm(),
            "address": address,
        }
        return render(self.request, "notifications/reminders.html", {**facts, **more}, status=status)


class CalendarForm(Reminders):
    """What one form of the calendar does; there is nothing to look at but the page itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("reminders")


class MakeAddress(CalendarForm):
    """Make a new address. It is shown in this answer alone, since it is not stored."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SpanForm(request.POST)
        if not form.is_valid():
            return self.show(span_form=form, status=422)
        token = actions.make_address(span=CalendarSpan(form.cleaned_data["span"]), by=request.user)
        made = addresses.of_calendar(token)
        return self.show(made=made, subscribe=f"webcal://{made.partition('://')[2]}")


class ChooseSpan(CalendarForm):
    """Choose other content for the same address."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SpanForm(request.POST)
        if not form.is_valid():
            return self.show(span_form=form, status=422)
        actions.choose_span(span=CalendarSpan(form.cleaned_data["span"]), by=request.user)
        messages.success(request, _("Your choice is saved. Your calendar follows the next time it looks."))
        return redirect("reminders")


class CloseAddress(CalendarForm):
    """The address works no more."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if actions.close_address(by=request.user):
            messages.success(request, _("The address is closed: nobody can fetch your calendar with it any more."))
        return redirect("reminders")


@require_safe
@conditional_page
def calendar_feed(_request: HttpRequest, token: str) -> HttpResponse:
    """A user's calendar by its secret address. Unknown, closed and blocked addresses get the same answer."""
    address = CalendarAddress.objects.opened_by(digest_of_token(token)).first()
    if address is None:
        return _private(HttpResponse("not found\n", status=404, content_type="text/plain; charset=utf-8"))
    today = timezone.localdate()
    with translation.override(settings.LANGUAGE_CODE):
        content = calendar.feed(address.user, CalendarSpan(address.span), today)
    actions.note_fetched(address=address, day=today)
    return _private(HttpResponse(content, content_type="text/calendar; charset=utf-8"))


# A token is only looked up by its digest, so nothing in it can harm; an odd one gets the same answer.
calendar_feed.takes_any_path = True  # type: ignore[attr-defined]


def _private(answer: HttpResponse) -> HttpResponse:
    """Headers for one user's program: not cached, not indexed."""
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
