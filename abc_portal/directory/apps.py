from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "abc_portal.directory"
    label = "directory"
    verbose_name = _("Organisations and people")

    def ready(self) -> None:
        from abc_portal.directory import access, interchange  # they need the loaded models

        access.register_rules()
        interchange.register_shared()
