"""What a form for a plan checks of its quarters."""

from typing import Any

from django.core.exceptions import ValidationError

from plans.lifecycle.validators import check_quarters_stand


class KeepsQuarters:
    """Beside a form for a plan: its days may not take a quarter away that milestones are due in."""

    def _post_clean(self) -> None:
        form: Any = self
        super()._post_clean()  # type: ignore[misc]
        try:
            check_quarters_stand(form.instance)
        except ValidationError as fault:
            form.add_error(None, fault)
