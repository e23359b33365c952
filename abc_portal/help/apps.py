from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelpConfig(AppConfig):
    name = "abc_portal.help"
    label = "help"
    verbose_name = _("Help")

    def ready(self) -> None:
        from abc_portal.help import search  # noqa: F401 - declares what is searched, beside the kinds of rows
