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


class Admission(TextChoices):
    """How one gets a place in an activity."""

    UNKNOWN = "unknown", _("not stated")
    OPEN = "open", _("open to all")
    SIGN_UP = "sign_up", _("by signing up")
    REFERRAL = "referral", _("by referral")
    AGREEMENT = "agreement", _("by agreement with the staff")
    OTHER = "other", _("in another way")


class ActivityCountKind(TextChoices):
    """What is counted of an activity."""

    PARTICIPANTS = "participants", _("participants")
    VOLUNTEERS = "volunteers", _("volunteers")
    WAITING = "waiting", _("on the waiting list")
    REFERRED = "referred", _("referred to the activity or on from it")
    EMPLOYED = "employed", _("young people employed")
    PLANS_WRITTEN = "plans_written", _("personal action plans written")
    PLANS_FULFILLED = "plans_fulfilled", _("personal action plans fulfilled")
    ANNOUNCED = "announced", _("visits announced")
    RETURNED = "returned", _("forms returned")
    FOLLOW_UPS = "follow_ups", _("follow-up visits")
    OTHER = "other", _("something else")
