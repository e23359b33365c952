from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from plans import access, findings, interchange  # they need the loaded models

        access.register()
        findings.register_checks()
        interchange.register_parts()
