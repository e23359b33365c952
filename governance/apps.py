from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Bodies")

    def ready(self) -> None:
        from governance import access, figures, findings, interchange, panels  # they need the loaded models

        access.register()
        figures.register_figures()
        findings.register_checks()
        interchange.register_parts()
        panels.register()
