"""What a careful colleague would say of the archive and of the agreements beside the plan."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, GroupWords, Review, register, short
from plans.archive.versions import versions_of


def register_checks() -> None:
    register(check_signed_files, check_lost_files, of_missing=("cooperation-agreement-without-file",))


def without_file(plan: Any) -> Any:
    """The agreements beside the plan whose signed file is not in the archive."""
    return plan.cooperation_agreements.filter(file=None)


def check_signed_files(review: Review) -> Iterator[Finding]:
    """Each agreement beside the plan should have its signed file in the archive."""
    plan = review.plan
    fix = _("Add the file to the archive, and choose it on the agreement.")
    link = f"{reverse('plans:agreements', args=[plan.slug])}#ved-siden-af"
    group = GroupWords(_("Agreements beside the plan"), _many_without_file, fix, link)
    for agreement in without_file(plan):
        title = short(agreement.title)
        yield Finding(
            "cooperation-agreement-without-file",
            Severity.INFO,
            _("Agreement beside the plan · %s") % title,
            _("The archive does not have the signed agreement “%s”.") % title,
            fix,
            reverse("plans:cooperation_edit", args=[plan.slug, agreement.pk]),
            _("Who asks what was agreed must be able to read what was signed."),
            about=(agreement.title,),
            group=group,
        )


def _many_without_file(count: int) -> str:
    sentence = ngettext(
        "The archive does not have the signed file of %(n)s agreement.",
        "The archive does not have the signed files of %(n)s agreements.",
        count,
    )
    return sentence % {"n": count}


def check_lost_files(review: Review) -> Iterator[Finding]:
    """What the archive lists must be there to fetch."""
    for version in versions_of(review.plan):
        if version.upload.storage.exists(version.upload.name):
            continue
        yield Finding(
            "archive-content-lost",
            Severity.ERROR,
            _("Archive · %s") % version.file.title,
            _("The content of version %(number)s (%(name)s) is not where it was kept.")
            % {"number": version.number, "name": version.name},
            _("Ask the system administrator to restore it from a backup, or upload the file again."),
            reverse("plans:file", args=[review.plan.slug, version.file_id]),
            _("A file that cannot be fetched proves nothing, and does not travel with the plan."),
            about=(version.file.key,),
            facts=(version.number, version.name),
        )
