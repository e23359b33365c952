"""What every page of a plan does: find the plan one may see, ask for the right, show or save."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from abc_portal.core.access import Refused, Resource
from abc_portal.core.dates import period_of
from abc_portal.core.typed import gone, keep_typed
from abc_portal.pages import source
from abc_portal.pages.as_of import AsOf
from abc_portal.texts.figures import texts_of


class PlanPage(View):
    """A page of one plan: 404 for a plan that the user may not see, 403 for a part of it.

    When the row, or the access to it, is gone when a form is sent, the page shows what was typed. ``?pr=2023-08-31``
    shows that day: ``self.day`` is the day, or today, and ``self.is_as_of`` says that it is not today.
    ``rows.valid_on(self.day)`` finds the rows that held then.
    """

    resource = Resource.PLAN
    template_name = ""
    nav = ""
    #: Whether anything on the page differs by day; a page where nothing does says so.
    follows_day = True
    plan: Any
    as_of: AsOf

    def typed_in(self, data: Any) -> list[tuple[str, str]]:
        """Names and values of what was typed, as the request itself sent it; asked also of who is not signed in."""
        return []

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view = super().as_view(**initkwargs)
        view.typed_in = cls(**initkwargs).typed_in  # type: ignore[attr-defined]
        return view

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.answer(request, *args, **kwargs)
        except (Http404, Refused) as fault:
            typed = self.typed_in(request.POST)
            if not typed:
                raise
            refused = isinstance(fault, Refused)
            return keep_typed(
                request,
                typed,
                status=403 if refused else 404,
                title=_("It cannot be saved"),
                sentence=str(fault) if refused else gone(),
            )

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the plan and the day that the page is shown for, and let the page's own method answer."""
        plans = self.plans().visible_to(request.user).marked_if_extended()
        self.plan = get_object_or_404(plans, slug=kwargs["slug"])
        request.plan = self.plan  # type: ignore[attr-defined]
        request.plan_nav = self.nav  # type: ignore[attr-defined]
        self.check(request)
        self.as_of = AsOf.asked_for(request, self.today, follows=self.follows_day)
        if request.method == "POST":
            self.as_of.check_can_write()
        if self.is_back:
            self.plan = request.plan = self.plan.as_it_was_on(self.day)  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def plans(self) -> Any:
        """Plans with what the page needs of them."""
        return source.plans.every_plan()

    def check(self, request: HttpRequest) -> None:
        """Raises :class:`Refused` when the user's role shows none of it."""
        source.plans.check_can_see(request.user, self.resource, self.plan)

    @property
    def today(self) -> Any:
        return timezone.localdate()

    @property
    def day(self) -> Any:
        """The day that the page is shown for."""
        return self.as_of.day

    @property
    def is_as_of(self) -> bool:
        """Whether the page is shown, read-only, for another day than today."""
        return self.as_of.is_other_day

    @property
    def is_back(self) -> bool:
        """Whether the page is shown for a day that has gone."""
        return bool(self.day < self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.context())

    def context(self) -> dict[str, Any]:
        """What the template gets beside the plan."""
        return {}

    def show(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        may_edit = self.may_edit(self.resource)
        shared = {"plan": self.plan, "may_edit": may_edit, "today": self.today, "looking": self.as_of}
        shared["texts"] = texts_of(self.plan)
        answer = render(self.request, self.template_name, {**shared, **context}, status=status)
        if self.is_as_of:
            self.as_of.keep_in_links(answer, self.plan)
        return answer

    @property
    def past_day(self) -> Any:
        """The day that has gone which the page is shown for; ``None`` for today and days to come."""
        return self.day if self.is_back else None

    def held(self, rows: Any) -> Any:
        """All rows today; for another day, those whose period includes it."""
        return rows.valid_on(self.day) if self.is_as_of else rows

    def not_then(self, row: Any) -> str:
        """The message that the page's row holds at another time than the page's day."""
        if not self.is_as_of or row.holds_on(self.day):
            return ""
        return _("This does not hold on the day you look at. It holds: %s.") % period_of(row)

    def may_edit(self, resource: Resource) -> bool:
        """Whether the page offers editing of the resource: by the user's role, and only today."""
        return not self.is_as_of and source.plans.may_edit(self.request.user, resource, self.plan)
