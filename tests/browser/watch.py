"""What every page of every story is held against: silence in the console, the content policy, axe, and width."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WIDTHS = (320, 390, 1280)

#: Told to the console, which the watch reads: a refused script, style, picture or connection.
POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error("CSP: " + event.effectiveDirective + " " + event.blockedURI + " " + event.sourceFile);
});
"""


@cache
def axe_script() -> str:
    """axe, which a page gets when it is first looked at: it takes longer to start than most pages."""
    return AXE.read_text(encoding="utf-8")


class Watch:
    """Collects what must not happen; ``allow(404)`` says that the story asks for a page with that status."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.allowed: set[int] = {422}  # a rejected form

    def allow(self, *statuses: int) -> None:
        self.allowed.update(statuses)

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def problems(self) -> list[str]:
        return list(dict.fromkeys(self.found))

    def _console(self, message: Any) -> None:
        # A failed answer is told by ``_answered``, which knows whether the story meant it.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _failed(self, request: Any) -> None:
        # A page that is left, and a file that is saved, end their requests early.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"failed: {request.url}: {request.failure}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            meant = response.request.is_navigation_request() and response.status in self.allowed
            if not meant:
                self.found.append(f"{response.status}: {response.request.method} {response.url}")


#: The rules of axe whose answer depends on how wide the window is, not only on what the page holds.
OF_LAYOUT = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")


def clean(page: Page, rules: tuple[str, ...] = ()) -> None:
    """axe finds nothing on the page as it stands now, at its width now; by these rules alone when some are named."""
    # The portal's own pages keep what axe holds for good practice as well.
    tags = [*WCAG] if "/admin/" in page.url else [*WCAG, "best-practice"]
    asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {axe_script()} }}")
        page.add_init_script(
            axe_script()
        )  # at the next address it comes with the page, which takes a fifth of the time
    # Without preload, for which axe puts style elements into the page: the content policy refuses them.
    found = page.evaluate(
        "async asked => { await document.fonts.ready; return axe.run(document,"
        " {runOnly: asked, resultTypes: ['violations'], preload: false}); }",
        asked,
    )
    violations = [
        f"{item['id']} ({item['impact']}): {item['help']}\n    "
        + "\n    ".join(f"{node['target']}: {node['html'][:200]}" for node in item["nodes"][:5])
        for item in found["violations"]
    ]
    assert violations == [], f"axe on {page.url} at {page.viewport_size}:\n" + "\n".join(violations)


def fits(page: Page, widths: tuple[int, ...] = WIDTHS) -> None:
    """Nothing scrolls sideways, and no text is cut off at the side, at any of the widths."""
    before = page.viewport_size or {"width": 1280, "height": 900}
    for width in widths:
        widen(page, {"width": width, "height": before["height"]})
        too_wide = page.evaluate(
            "() => document.scrollingElement.scrollWidth > document.documentElement.clientWidth ? "
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > "
            "document.documentElement.clientWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 160)) : []"
        )
        assert too_wide == [], f"{page.url} scrolls sideways at {width} px: {json.dumps(too_wide, indent=1)}"
    widen(page, before)


def widen(page: Page, size: Any) -> None:
    """Make the window that large, unless it is: the page is laid out anew each time."""
    if page.viewport_size != size:
        page.set_viewport_size(size)


def good(page: Page) -> None:
    """Clean and fitting at the page's own width."""
    clean(page)
    fits(page)
