"""The archive, with its files' bytes, and the agreements beside the plan as parts of a plan's document."""

from django.conf import settings

from abc_portal.exchange.interchange.kinds import Blob, Choice, Partly, Ref, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part
from plans.archive.enums import FileKind
from plans.archive.models import PlanFile, PlanFileVersion
from plans.archive.uploads import LONGEST_NAME
from plans.shared.enums import FileSight
from plans.shared.interchange import ACTIVITIES, FILES, NAME, SLUG, SUB_AGREEMENTS

ARCHIVE = Part(
    ("files",),
    PlanFile,
    (
        Field("key", SLUG, required=True),
        Field("title", NAME, required=True),
        Field("kind", Choice(FileKind), default=FileKind.OTHER),
        Field("dated", Partly()),
        Field("description", Text(None)),
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("activity", Ref(ACTIVITIES)),
        Field("sight", Choice(FileSight), default=FileSight.ALL),
    ),
    namespace=FILES,
    key_attr="key",
    children=(
        Part(
            ("versions",),
            PlanFileVersion,
            (
                Field("number", Whole(32767), required=True),
                Field("name", Text(LONGEST_NAME), required=True),
                Field("note", Text(300)),
                # Not required: bytes that the storage has lost cannot travel, and the rest of the plan shall.
                Field("content", Blob(settings.LARGEST_FILE_MB * 1024 * 1024)),
            ),
            parent="file",
            path="file__plan",
            order=("number",),
            identity=("number",),
        ),
    ),
)
