"""Which site Django's admin is served by."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "abc_portal.administration.PortalAdminSite"
