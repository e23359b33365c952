"""Forms for activities, their anchoring and stories, and for positions."""

from django.utils.translation import gettext_lazy

from abc_portal.pages.forms.base import PlanRowForm

NO_NAMES = gettext_lazy("Never name a resident, and write nothing from which one can be known.")


def warn_of_names(form: PlanRowForm, *names: str) -> None:
    """Say at fields for free text that no resident is named there."""
    for name in names:
        field = form.fields[name]
        field.help_text = f"{field.help_text} {NO_NAMES}".strip()
