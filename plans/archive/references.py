"""Which texts of a plan show a picture of its archive; the pictures that texts may show."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Q, Value
from django.urls import reverse

from abc_portal.audit.models import Tracked
from abc_portal.core.richtext import RichTextField
from abc_portal.texts.figures import Image
from plans.archive.uploads import PICTURES
from plans.archive.versions import versions_of
from plans.lifecycle.models.plan import Plan
from plans.shared.enums import FileSight


def pictures_of(plan: Any) -> list[Image]:
    """The plan's pictures: only those that everybody with the plan sees, since everybody reads the texts."""
    newest: dict[int, Any] = {}
    for version in versions_of(plan):
        newest.setdefault(version.file_id, version)
    return [
        Image(
            version.file.key,
            version.file.title,
            reverse("plans:file_picture", args=[plan.slug, version.file.key]),
            partial(_bytes, version),
        )
        for version in newest.values()
        if version.file.sight == FileSight.ALL and version.content_type in PICTURES.values()
    ]


def _bytes(version: Any) -> bytes:
    """The picture's bytes; none when they are lost, or are no picture after all."""
    return version.content if version.picture_type else b""


def rich_texts() -> Iterator[tuple[type[Tracked], list[str]]]:
    """Every model of plans' rows that has rich texts, with the names of those fields."""
    for model in apps.get_models():
        if issubclass(model, Tracked) and model.resource is not None:
            names = [field.name for field in model._meta.concrete_fields if isinstance(field, RichTextField)]
            if names:
                yield model, names


def texts_that_show(file: Any) -> list[str]:
    """Rows of the plan whose texts show the picture, as kind and name; one query, and one for each kind found."""
    mark, asked = f"[[billede:{file.key}", []
    for model, names in rich_texts():
        shows = Q()
        for name in names:
            shows |= Q(**{f"{name}__contains": f"{mark}|"}) | Q(**{f"{name}__contains": f"{mark}]]"})
        path = "pk" if model is Plan else getattr(model, "plan_path", "plan")
        rows = model._base_manager.filter(shows, **{path: file.plan_id}).order_by()
        asked.append(rows.annotate(of=Value(model._meta.label)).values_list("of", "pk"))
    found: dict[str, list[int]] = {}
    for label, key in asked[0].union(*asked[1:]):
        found.setdefault(label, []).append(key)
    return [f"{row._meta.verbose_name}: {row}" for label, keys in sorted(found.items()) for row in _named(label, keys)]


def _named(label: str, keys: list[int]) -> Any:
    model = apps.get_model(label)
    return model._base_manager.filter(pk__in=keys).select_related(*getattr(model, "name_relations", ())).order_by("pk")
