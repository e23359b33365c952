"""What points to a model."""

from typing import Any

from django.db import models


def relations_to(model: type[models.Model]) -> list[Any]:
    """The foreign keys that lead to the model, histories left out."""
    relations: Any = model._meta.get_fields(include_hidden=True)
    return [
        relation.field
        for relation in relations
        if relation.auto_created and not relation.concrete and "Historical" not in relation.related_model.__name__
    ]
