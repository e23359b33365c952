from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from abc_portal.directory import merging
        from abc_portal.pages import source as pages
        from abc_portal.texts import figures
        from plans import interchange  # all of these need the loaded models
        from plans.activities import findings as activities
        from plans.agreement.findings import goals, parties, whole
        from plans.archive import findings as archive
        from plans.archive import references
        from plans.cooperation import panels
        from plans.lifecycle.actions import moving
        from plans.lifecycle.findings import counts, stated, steps
        from plans.milestones import findings as milestones
        from plans.milestones import notifications
        from plans.milestones.actions import saved_filters
        from plans.milestones.actions.moving import move_milestones
        from plans.progress.findings import periods, promises
        from plans.progress.querysets.placement import foresee
        from plans.results.findings import results
        from plans.shared import access
        from plans.shared.actions import plan_or_none
        from plans.source import SOURCE
        from plans.staffing import findings as staffing
        from plans.texts import figures as plan_figures
        from plans.texts import findings as texts

        self.declare_searched()
        pages.register(SOURCE)
        merging.register_plans(plan_or_none)
        merging.register_follower(saved_filters.follow_person)
        access.register()
        # In the order of the review.
        for checks in (
            whole, parties, steps, stated, goals, counts, texts, activities, staffing, milestones, promises, results,
            periods, archive,
        ):  # fmt: skip
            checks.register_checks()
        plan_figures.register_figures()
        interchange.register_parts()
        interchange.register_towns()
        notifications.register()
        moving.register(move_milestones)
        moving.register_foresight(foresee)
        panels.register()
        figures.register_images(references.pictures_of)

    def declare_searched(self) -> None:
        """Each subject's kinds of rows for the search; importing them declares them."""
        from plans.activities import search  # noqa: F401
        from plans.agreement import search as agreement  # noqa: F401
        from plans.archive import search as archive  # noqa: F401
        from plans.cooperation import search as cooperation  # noqa: F401
        from plans.lifecycle import search as lifecycle  # noqa: F401
        from plans.milestones import search as milestones  # noqa: F401
        from plans.results import search as results  # noqa: F401
        from plans.staffing import search as staffing  # noqa: F401
