"""What texts may refer to of the bodies: how many there are."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.placeholders import TextFigure
from abc_portal.texts.figures import number_figure, register
from governance.bodies.querysets import bodies_of


def register_figures() -> None:
    register(body_figures, "organer")


def body_figures(plan: Any) -> Iterator[TextFigure]:
    """How many bodies steer and follow the plan."""
    yield number_figure("organer", _("Bodies"), bodies_of(plan).count())
