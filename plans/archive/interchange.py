"""The archive, with its files' bytes, and the agreements beside the plan as parts of a plan's document."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.kinds import Blob
from abc_portal.exchange.interchange.parts import Field, Part
from plans.archive.models import PlanFile, PlanFileVersion

ARCHIVE = Part(
    ("files",),
    PlanFile,
    (Field("key", required=True), "title kind dated covers_from covers_to description sub_agreement activity sight"),
    key_attr="key",
    words=_("the archive's files (files)"),
    children=(
        Part(
            ("versions",),
            PlanFileVersion,
            ("number name note", Field("content", kind=Blob(settings.LARGEST_FILE_MB * 1024 * 1024), required=False)),
            order=("number",),
            identity=("number",),
        ),
    ),
)
