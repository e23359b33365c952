from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Bodies")

    def ready(self) -> None:
        from governance.contacts import access  # they need the loaded models

        # They declare what is counted, found, exchanged, shown and searched.
        from governance.bodies import figures, findings, interchange, panels, search  # noqa: F401

        access.register()
        figures.register_figures()
        findings.register_checks()
        interchange.register_parts()
        panels.register()
