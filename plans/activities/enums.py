from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AnchoringState(TextChoices):
    """How far it is settled who carries an activity on."""

    UNKNOWN = "unknown", _("not stated")
    NOT_BEGUN = "not_begun", _("not begun")
    DIALOGUE = "dialogue", _("being discussed")
    AGREED = "agreed", _("agreed")
    HANDED_OVER = "handed_over", _("handed over")
    NOT_CONTINUED = "not_continued", _("will not be continued")


class StoryKind(TextChoices):
    """Kinds of stories beside the numbers."""

    LEARNING = "learning", _("what we learned")
    STORY = "story", _("story")
