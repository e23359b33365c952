from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from plans import access, findings, findings_texts, interchange, plan_figures  # they need the loaded models
        from plans.cooperation import findings as cooperation_findings

        access.register()
        findings.register_checks()
        findings_texts.register_checks()
        plan_figures.register_figures()
        interchange.register_parts()
        cooperation_findings.register_checks()
