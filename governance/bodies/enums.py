from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BodyKind(TextChoices):
    BOARD = "board", _("board")
    STEERING_GROUP = "steering_group", _("steering group")
    FOLLOW_UP_GROUP = "follow_up_group", _("follow-up group")
    RESOURCE_NETWORK = "resource_network", _("resource network")
    WORKING_GROUP = "working_group", _("working group")
    FORUM = "forum", _("forum")
    OTHER = "other", _("other body")
