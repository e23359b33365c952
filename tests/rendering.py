"""What a test client remembers of the templates behind an answer: those of pages, not of their many pieces."""

from typing import Any

from django.template import RequestContext
from django.test import signals, utils


def remember_pages_alone() -> None:
    """Django copies the context of each widget and each included template too, which no test looks at.

    Must be called before Django sets its test environment up.
    """
    utils.instrumented_test_render = _render  # type: ignore[attr-defined]


def _render(template: Any, context: Any) -> Any:
    if isinstance(context, RequestContext) and context.template is template:
        signals.template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)
