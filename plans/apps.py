from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from plans import (  # they need the loaded models
            access,
            figures,
            findings,
            findings_agreement,
            findings_archive,
            findings_counts,
            findings_life,
            findings_milestones,
            findings_results,
            findings_texts,
            findings_work,
            interchange,
            notifications,
            plan_figures,
        )
        from plans.archive import references

        access.register()
        findings.register_checks()
        findings_life.register_checks()
        findings_agreement.register_checks()
        findings_counts.register_checks()
        findings_texts.register_checks()
        findings_work.register_checks()
        findings_milestones.register_checks()
        findings_results.register_checks()
        plan_figures.register_figures()
        interchange.register_parts()
        findings_archive.register_checks()
        notifications.register()
        figures.register_images(references.pictures_of)
