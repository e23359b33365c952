"""What rights are about, and how a rule says no: with the sentence that the user reads."""

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Resource(TextChoices):
    """What a right is about; one row of the access table each."""

    PLAN = "plan", _("status, agreements, activities, indicators, bodies and documents")
    DRAFTS = "drafts", _("drafts of texts")
    EXACT_COUNTS = "exact_counts", _("results as exact small counts")
    FINANCING = "financing", _("financing and budget")
    LEDGER = "ledger", _("ledger and vouchers")
    CONTACTS = "contacts", _("contact details of members")
    MEETINGS = "meetings", _("open items and material of meetings")
    CLOSED_ITEMS = "closed_items", _("closed items of meetings")
    INPUT = "input", _("input and proposals")
    READINESS = "readiness", _("the readiness plan")
    REVIEW = "review", _("findings, history and staffing")
    ADMINISTRATION = "administration", _("the plan's roles, state and whole-plan export")
    SHARED = "shared", _("organisations, departments, areas and people that plans share")
    REFERENCE = "reference", _("funding rounds and what they prescribe")


class Refused(PermissionDenied):
    """A change set is refused; the message is the sentence for the user. Becomes a 403 page."""


class RuleBroken(Exception):
    """A change set that would break a rule of the field; the message is the sentence for the user."""
