"""Rich text: headings, lists, tables, bold, links; nothing else survives saving or printing."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django_prose_editor.fields import ProseEditorField, create_sanitizer

#: What the editor offers and what the sanitiser lets through; one list for both.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "Heading": {"levels": [3, 4]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
}

clean = create_sanitizer(EXTENSIONS)


class RichTextField(ProseEditorField):
    """Semantic HTML, edited in the browser's editor and cleaned on every save."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        super().__init__(*args, extensions=dict(EXTENSIONS), sanitize=True, **kwargs)

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = clean(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value


def safe(html: str) -> SafeString:
    """The text for a page or a PDF, cleaned once more: what stands in the database may be older than the rules."""
    return mark_safe(clean(html or ""))  # noqa: S308 - cleaned on this line
