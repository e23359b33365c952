from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = _("Economy")

    def ready(self) -> None:
        # They declare what is counted, found, exchanged, shown and searched.
        from budgets.financing import efforts, figures, findings, interchange, search  # noqa: F401

        efforts.register()
        figures.register_figures()
        findings.register_checks()
        interchange.register_parts()
