"""What every page of the administration stands on."""

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import DataError
from django.http import HttpRequest

_KEY = re.compile("[0-9]{1,18}")


class SteadyAdmin(admin.ModelAdmin):
    """Django's pages, with the odd addresses answered that they stumble over."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The object of the address; ``?_to_field=`` names no field."""
        return super().get_object(request, object_id, from_field or None)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list; a key larger than the database knows is a fault of the address."""
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, DataError) as fault:
            raise IncorrectLookupParameters(fault) from fault

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address fills in beforehand; a relation only with what can be a key."""
        found = super().get_changeform_initial_data(request)
        relations = {field.name for field in self.opts.concrete_fields if field.is_relation}
        return {name: told for name, told in found.items() if name not in relations or _KEY.fullmatch(str(told))}
