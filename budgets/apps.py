from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = _("Economy")

    def ready(self) -> None:
        from budgets.financing import efforts, figures, findings, interchange  # they need the loaded models

        efforts.register()
        figures.register_figures()
        findings.register_checks()
        interchange.register_parts()
