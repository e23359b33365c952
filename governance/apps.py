from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Bodies")

    def ready(self) -> None:
        from governance import access, findings, interchange  # they need the loaded models

        access.register()
        findings.register_checks()
        interchange.register_parts()
