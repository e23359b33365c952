"""Figures and images of a plan for its texts: the register of providers, and the resolver.

Upper apps register in ``AppConfig.ready``. A figure is worked out when a text is shown, so it is stored in one place.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import numbers
from abc_portal.core.placeholders import TextFigure, Texts

Provider = Callable[[Any], Iterable[TextFigure]]


@dataclass(frozen=True)
class Image:
    """An image that texts refer to by its key; everybody with a role in the plan may see it.

    ``address`` is where a page fetches it, ``read`` gives its bytes for a document.
    """

    key: str
    label: str
    address: str
    read: Callable[[], bytes]


ImageProvider = Callable[[Any], Iterable[Image]]
_providers: dict[Provider, tuple[str, ...]] = {}
_image_providers: list[ImageProvider] = []


def register(provider: Provider, *begins: str) -> None:
    """Add a provider, which takes a plan and makes a fixed number of queries.

    Each of its codes is one of ``begins``, or begins with one and a hyphen, so that it is not called for other codes.
    """
    _providers[provider] = begins


def register_images(provider: ImageProvider) -> None:
    """Add a provider of images, which takes a plan and asks the database a fixed number of times."""
    if provider not in _image_providers:
        _image_providers.append(provider)


def figures_of(plan: Any) -> dict[str, TextFigure]:
    """Every figure of the plan by its code, those that are not known too."""
    return Figures(plan).all()


def images_of(plan: Any) -> dict[str, Image]:
    """The images in the plan's archive by their key."""
    return {image.key: image for provide in _image_providers for image in provide(plan)}


def number_figure(code: str, label: str, value: Decimal | int | None, source: str = "") -> TextFigure:
    """A figure that is a plain number; ``None`` is unknown."""
    text = _("not stated") if value is None else numbers.number(value)
    return TextFigure(code, label, text, source, None if value is None else Decimal(value))


class Figures:
    """A plan's figures; each provider is asked once, and only when one of its codes is wanted."""

    def __init__(self, plan: Any) -> None:
        self.plan = plan
        self._begun: dict[Provider, tuple[dict[str, TextFigure], Iterator[TextFigure]]] = {}

    def get(self, code: str) -> TextFigure | None:
        """The figure with that code; ``None`` when the plan has none."""
        for provider, begins in _providers.items():
            if any(code == begin or code.startswith(f"{begin}-") for begin in begins):
                figure = self._of(provider, code)
                if figure is not None:
                    return figure
        return None

    def all(self) -> dict[str, TextFigure]:
        """Every figure by its code, in the order of the providers; of two with one code the first counts."""
        made: dict[str, TextFigure] = {}
        for provider in _providers:
            self._of(provider, None)
            for code, figure in self._begun[provider][0].items():
                made.setdefault(code, figure)
        return made

    def _of(self, provider: Provider, code: str | None) -> TextFigure | None:
        """The provider's figure with that code; it is asked no further than that, and all the way for ``None``."""
        if provider not in self._begun:
            self._begun[provider] = ({}, iter(provider(self.plan)))
        made, rest = self._begun[provider]
        while code not in made and (figure := next(rest, None)) is not None:
            made.setdefault(figure.code, figure)
        return None if code is None else made.get(code)


class PlanResolver:
    """Resolves the marks of a plan's texts; asks the database nothing before the first mark."""

    def __init__(self, plan: Any, *, on_paper: bool = False) -> None:
        self.figures, self.plan, self.on_paper = Figures(plan), plan, on_paper

    @cached_property
    def images(self) -> dict[str, Image]:
        return images_of(self.plan)

    def figure(self, code: str) -> TextFigure | None:
        return self.figures.get(code)

    def image(self, key: str) -> str | None:
        image = self.images.get(key)
        if image is None:
            return None
        return f"portal:///images/{key}" if self.on_paper else image.address

    def picture(self, key: str) -> bytes | None:
        """The bytes of an image for a document; ``None`` when the plan has none with that key."""
        image = self.images.get(key)
        return None if image is None else image.read()


def texts_of(plan: Any) -> Texts:
    """The texts of one page of the plan."""
    return Texts(PlanResolver(plan))


def offered(plan: Any) -> dict[str, list[Any]]:
    """What may be put into a text of the plan: its present figures, and its images."""
    return {"figures": list(figures_of(plan).values()), "images": list(images_of(plan).values())}
