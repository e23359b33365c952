from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "abc_portal.directory"
    label = "directory"
    verbose_name = _("Organisations and people")

    def ready(self) -> None:
        from abc_portal.directory import choices, interchange, search  # noqa: F401 - they need the loaded models

        choices.register_choices()
        interchange.register_shared()
