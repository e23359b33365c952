"""Forms for the plan's own pages. The guard against lost updates and the history's reason come with each."""

from typing import Any

from django.core.exceptions import ValidationError

from plans.milestones.validators import check_quarters_stand


class KeepsQuarters:
    """Beside a form for a plan: its days may not take a quarter away that milestones are due in."""

    def _post_clean(self) -> None:
        form: Any = self
        super()._post_clean()  # type: ignore[misc]
        try:
            check_quarters_stand(form.instance)
        except ValidationError as fault:
            form.add_error(None, fault)
