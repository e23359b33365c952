from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        from indicators.observations import figures, findings, interchange  # they need the loaded models
        from indicators.definitions import panels

        figures.register_figures()
        findings.register_checks()
        interchange.register_parts()
        panels.register()
