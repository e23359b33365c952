from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LadderStep(TextChoices):
    """The three steps of a success criterion; the order is that of the ladder."""

    UNKNOWN = "unknown", _("step not stated")
    REACH = "reach", _("took part (step 1)")
    COMPLETION = "completion", _("completed (step 2)")
    CHANGE = "change", _("changed (step 3)")


class TargetKind(TextChoices):
    """What kind of target a criterion has."""

    NUMBER = "number", _("a number")
    SHARE = "share", _("a share in per cent")
    DIRECTION = "direction", _("a direction without a number")
    TEXT = "text", _("in words")


class Comparison(TextChoices):
    """How the count compares with the target."""

    AT_LEAST = "ge", _("at least")
    MORE = "gt", _("more than")
    AT_MOST = "le", _("at most")
    LESS = "lt", _("less than")
    EXACTLY = "eq", _("exactly")
    NOT_LOWER = "nl", _("not lower than")
    NOT_HIGHER = "nh", _("not higher than")


class TargetBasis(TextChoices):
    """What a target's figure is: the figure to reach, or how much more or less than at the start."""

    FIGURE = "figure", _("the figure itself")
    PERCENT_MORE = "percent_more", _("per cent more than at the start")
    PERCENT_LESS = "percent_less", _("per cent less than at the start")
    MORE = "more", _("more than at the start (of a share: percentage points)")
    LESS = "less", _("less than at the start (of a share: percentage points)")


class Direction(TextChoices):
    """Which way a figure is to move."""

    UP = "up", _("upwards")
    DOWN = "down", _("downwards")


class Counting(TextChoices):
    """How a criterion's results make one figure; locked once there is a result."""

    CUMULATIVE = "cumulative", _("new figures are added to the earlier ones")
    LATEST = "latest", _("the latest figure counts")


class ResultState(TextChoices):
    """Whether there is a figure: counted, missing or suppressed; none of them means zero."""

    COUNTED = "counted", _("counted")
    NOT_STATED = "not_stated", _("not stated")
    SUPPRESSED = "suppressed", _("suppressed")


class Judgement(TextChoices):
    """How a target in words was met, as those who know judge it."""

    REACHED = "reached", _("reached")
    PARTLY = "partly", _("partly reached")
    NOT_REACHED = "not_reached", _("not reached")


class Progress(TextChoices):
    """A criterion's progress towards its target on a day; always worked out."""

    REACHED = "reached", _("reached")
    AHEAD = "ahead", _("ahead")
    ON_TRACK = "on_track", _("on track")
    TOO_EARLY = "too_early", _("too early to say")
    BEHIND = "behind", _("behind")
    NOT_REACHED = "not_reached", _("not reached")
    NO_TARGET = "no_target", _("no target")
    UNKNOWN = "unknown", _("not stated")
