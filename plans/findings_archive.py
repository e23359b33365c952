"""What a careful colleague would say of the agreements beside the plan."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.enums import Severity
from plans.findings import Finding, Review, register


def register_checks() -> None:
    register(check_signed_files)


def without_file(plan: Any) -> Any:
    """The agreements beside the plan whose signed file is not in the archive."""
    return plan.cooperation_agreements.filter(file=None)


def check_signed_files(review: Review) -> Iterator[Finding]:
    """Each agreement beside the plan should have its signed file in the archive."""
    plan = review.plan
    for agreement in review.once("cooperation agreements without file", without_file):
        yield Finding(
            "cooperation-agreement-without-file",
            Severity.INFO,
            _("Agreement beside the plan · %s") % agreement.title,
            _("The archive does not have the signed agreement “%s”.") % agreement.title,
            _("Add the file to the archive, and choose it on the agreement."),
            reverse("plans:cooperation_edit", args=[plan.slug, agreement.pk]),
            _("Who asks what was agreed must be able to read what was signed."),
        )
