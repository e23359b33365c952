"""Reading forms out of answers, so that tests post what a browser would."""

from typing import Any

from django.http import HttpResponse


def data_of(form: Any) -> dict[str, Any]:
    """What a browser posts when nothing in the form was touched."""
    data = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field, "prepare_value"):
            value = bound.field.prepare_value(value)
        if value is None or value is False:
            continue
        data[bound.html_name] = "on" if value is True else value
    return data


def formset_data(formset: Any) -> dict[str, Any]:
    data = data_of(formset.management_form)
    for form in formset.forms:
        data.update(data_of(form))
    return data


def posted(response: HttpResponse) -> dict[str, Any]:
    """The untouched data of the page's form, with its formsets: the portal's own or the administration's."""
    context = response.context
    if "adminform" in context:
        data = data_of(context["adminform"].form)
        for inline in context["inline_admin_formsets"]:
            data.update(formset_data(inline.formset))
        return data
    return untouched(context["form"])


def untouched(form: Any) -> dict[str, Any]:
    """The untouched data of a form of the portal's own, with the tables under it."""
    data = data_of(form)
    for name in ("periods", "rows"):
        if getattr(form, name, None) is not None:
            data.update(formset_data(getattr(form, name)))
    for rows in getattr(form, "row_sets", ()):
        data.update(formset_data(rows))
    return data
