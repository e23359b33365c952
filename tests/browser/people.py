"""Signing in: as a person does, or straight away where the story is about something else."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from abc_portal.directory.models import User

PASSWORD = "abc-demo-2026"
PLAN = "/planer/abc-2021-2025/"


def sign_in(page: Page, who: str, password: str = PASSWORD) -> None:
    """By the form, with e-mail and password; ``who`` is the first part of a demo person's address."""
    if "/konto/log-ind/" not in page.url:
        page.goto("/konto/log-ind/")
    fill_in(page, who, password)
    expect(page.locator(".abc-user summary")).to_be_visible()


def fill_in(page: Page, who: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail").fill(who if "@" in who else f"{who}@abc.example")
    page.get_by_label("Adgangskode", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Log ind").click()


def signed_in(page: Page, user: User | str, base_url: str) -> Page:
    """With the session's cookie, without the form."""
    if isinstance(user, str):
        user = User.objects.get(email=f"{user}@abc.example")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])
    return page


def menu(page: Page) -> list[str]:
    """The pages of the plan's menu in all its rooms, and its tools."""
    return [text.strip() for text in page.locator(".abc-menu a").all_text_contents()]


def open_page(page: Page, label: str) -> None:
    """Go to a page of the plan as one does on a wide screen: into its room, and to the page where it is another."""
    rooms = page.get_by_role("navigation", name="Helhedsplanen")
    room = page.locator(".abc-menu > li", has=page.locator(f'a:text-is("{label}")'))
    tools = page.get_by_role("navigation", name="Værktøjer")
    if room.locator("#rum-0").count():
        tools.get_by_role("link", name=label, exact=True).click()
    elif room.locator("span").count():
        name = room.locator("span").inner_text() or room.locator("span").text_content() or ""
        rooms.get_by_role("link", name=name.strip(), exact=True).click()
        page.get_by_role("navigation", name=name.strip(), exact=True).get_by_role(
            "link", name=label, exact=True
        ).click()
    else:
        rooms.get_by_role("link", name=label, exact=True).click()
    expect(page.locator(".abc-header__row a[aria-current=page], .abc-rooms a[aria-current=page]")).to_have_text(label)


def allowed(page: Page) -> Any:
    """The page's answer to its own address once more, for its status."""
    return page.request.get(page.url)
