from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a user is in a plan (*rolle i planen*); the order is that of the access table."""

    LEADER = "leader", _("secretariat leader")
    STAFF = "staff", _("secretariat staff")
    BOARD = "board", _("board member")
    GROUP = "group", _("follow-up group member")
    DEPARTMENT = "department", _("department representative")
    AUDITOR = "auditor", _("auditor")
    OBSERVER = "observer", _("observer")


class PartyRole(TextChoices):
    """How an organisation takes part in a plan's agreement."""

    BOUND = "bound", _("party")
    ENDORSES = "endorses", _("endorses")
    COOPERATES = "cooperates", _("cooperates")
    SUB_AGREEMENT = "sub_agreement", _("party to a sub-agreement only")


class DepartmentStatus(TextChoices):
    """How a housing department takes part in a plan."""

    IN_PLAN = "in_plan", _("in the plan")
    PREQUALIFIED = "prequalified", _("prequalified only")
    COOPERATES = "cooperates", _("outside the plan, cooperating")


class Severity(TextChoices):
    """How serious a finding is."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    INFO = "info", _("advice")


class State(TextChoices):
    """Where a plan is in its life, from the first idea to the settled accounts; the order is that of the life."""

    IDEA = "idea", _("idea")
    APPLIED = "applied", _("applied for prequalification")
    PREQUALIFIED = "prequalified", _("prequalified")
    DECLINED = "declined", _("declined")
    DIALOGUE = "dialogue", _("in dialogue with Landsbyggefonden")
    SUBMITTED = "submitted", _("submitted for approval")
    GRANTED = "granted", _("granted")
    RUNNING = "running", _("in progress")
    CHANGE_PENDING = "change_pending", _("change awaits approval")
    CLOSED = "closed", _("closed")
    SETTLED = "settled", _("settled")


#: States that stay true after the plan's period: they tell of its end themselves.
LAST_STATES = frozenset({State.DECLINED, State.CLOSED, State.SETTLED})


class RelationKind(TextChoices):
    """How one plan stands to another."""

    CONTINUES = "continues", _("continues")
    CONTINUED_BY = "continued_by", _("is continued by")
    BESIDE = "beside", _("runs beside")


class EffortKind(TextChoices):
    """What kind of work runs beside a plan."""

    RENOVATION = "renovation", _("physical renovation")
    OTHER_FUNDS = "other_funds", _("effort paid by other funds")
    MUNICIPAL = "municipal", _("effort paid by the municipality alone")
    AGREEMENT = "agreement", _("effort under another agreement")
    OTHER = "other", _("other effort")


class SignatureState(TextChoices):
    """Whether somebody has signed."""

    UNKNOWN = "unknown", _("not stated")
    SIGNED = "signed", _("signed")
    UNSIGNED = "unsigned", _("not signed yet")


class SupportKind(TextChoices):
    """What a plan supports."""

    UN_GOAL = "un_goal", _("UN goal")
    MUNICIPAL = "municipal", _("municipal policy")
    HOUSING = "housing", _("housing organisation's policy")
    STATE = "state", _("national policy or law")
    OTHER = "other", _("other policy")


class ActivityState(TextChoices):
    """How far an activity is, as its people say; not worked out from its results."""

    UNKNOWN = "unknown", _("not stated")
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("under way")
    PAUSED = "paused", _("paused")
    DONE = "done", _("completed")
    DROPPED = "dropped", _("given up")


class AnchoringState(TextChoices):
    """How far it is settled who carries an activity on."""

    UNKNOWN = "unknown", _("not stated")
    NOT_BEGUN = "not_begun", _("not begun")
    DIALOGUE = "dialogue", _("being discussed")
    AGREED = "agreed", _("agreed")
    HANDED_OVER = "handed_over", _("handed over")
    NOT_CONTINUED = "not_continued", _("will not be continued")


class StoryKind(TextChoices):
    """What is told beside the numbers."""

    LEARNING = "learning", _("what we learned")
    STORY = "story", _("story")


class Vacancy(TextChoices):
    """Whether somebody holds a position."""

    UNKNOWN = "unknown", _("not stated")
    FILLED = "filled", _("filled")
    VACANT = "vacant", _("vacant")


class EmploymentRole(TextChoices):
    """What an organisation is to a position."""

    EMPLOYER = "employer", _("employer")
    PAYER = "payer", _("payer")


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
    """How what was counted is to stand to the target."""

    AT_LEAST = "ge", _("at least")
    MORE = "gt", _("more than")
    AT_MOST = "le", _("at most")
    LESS = "lt", _("less than")
    EXACTLY = "eq", _("exactly")


class Direction(TextChoices):
    """Which way a figure is to move."""

    UP = "up", _("upwards")
    DOWN = "down", _("downwards")


class Counting(TextChoices):
    """How a criterion's results make one figure; locked once there is a result."""

    CUMULATIVE = "cumulative", _("new figures are added to the earlier ones")
    LATEST = "latest", _("the latest figure counts")


class ResultGrain(TextChoices):
    """What stretch of time a result is for, counted from the plan's own first day."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")
    PERIOD = "period", _("another period")
    EVENT = "event", _("event")


class ResultState(TextChoices):
    """Whether there is a figure: known, missing and suppressed are three things, and none of them is zero."""

    COUNTED = "counted", _("counted")
    NOT_STATED = "not_stated", _("not stated")
    SUPPRESSED = "suppressed", _("suppressed")


class Judgement(TextChoices):
    """How a target in words was met, as those who know judge it."""

    REACHED = "reached", _("reached")
    PARTLY = "partly", _("partly reached")
    NOT_REACHED = "not_reached", _("not reached")


class Progress(TextChoices):
    """How a criterion stands to its target on a day; always worked out."""

    REACHED = "reached", _("reached")
    AHEAD = "ahead", _("ahead")
    ON_TRACK = "on_track", _("on track")
    TOO_EARLY = "too_early", _("too early to say")
    BEHIND = "behind", _("behind")
    NOT_REACHED = "not_reached", _("not reached")
    NO_TARGET = "no_target", _("no target")
    UNKNOWN = "unknown", _("not stated")


class MilestoneState(TextChoices):
    """How far a milestone is, as its people say; that it is late is never typed."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    REACHED = "reached", _("reached")
    POSTPONED = "postponed", _("postponed")
    DROPPED = "dropped", _("given up")


class MilestoneStanding(TextChoices):
    """How a milestone stands on a day: its state, or what follows from its date; always worked out."""

    LATE = "late", _("late")
    UNDER_WAY = "under_way", _("under way")
    POSTPONED = "postponed", _("postponed")
    PLANNED = "planned", _("planned")
    REACHED = "reached", _("reached")
    DROPPED = "dropped", _("given up")
    DRAFT = "draft", _("draft")
    UNKNOWN = "unknown", _("not stated")


class WorkStatus(TextChoices):
    """How an activity or a sub-agreement stands on a day: worked out, or overruled with a reason."""

    LATE = "late", _("delayed")
    BEHIND = "behind", _("behind")
    ON_TRACK = "on_track", _("on track")
    TOO_EARLY = "too_early", _("too early to say")
    REACHED = "reached", _("reached")
    NOT_REACHED = "not_reached", _("not reached")
    STOPPED = "stopped", _("stopped")
    UNKNOWN = "unknown", _("not stated")


class DocumentKind(TextChoices):
    """The kinds of document that a funding round knows; the codes are those of the portal's own reports."""

    STRATEGIC_AGREEMENT = "strategisk-samarbejdsaftale", _("strategic agreement")
    SUB_AGREEMENT = "delaftale", _("sub-agreement")
    MILESTONE_PLAN = "milepaelsplan", _("milestone plan")
    BUDGET = "budget", _("budget")
    REPORTING_FORM = "indberetningsskema", _("reporting form")
    READINESS_PLAN = "beredskabsplan", _("readiness plan")
    MANDATE = "kommissorium", _("mandate")
    APPLICATION = "ansoegning", _("application")
    ANNEX = "bilag", _("annex")


class Topic(TextChoices):
    """What of the plan a finding is about; the words of the page's address."""

    AGREEMENTS = "aftaler", _("plan and agreements")
    ACTIVITIES = "aktiviteter", _("activities and staffing")
    RESULTS = "resultater", _("success criteria and results")
    MILESTONES = "milepaele", _("milestones")
    ECONOMY = "oekonomi", _("economy")
    INDICATORS = "indikatorer", _("indicators")
    BODIES = "organer", _("bodies")


class FileKind(TextChoices):
    """What a file of the archive is."""

    AGREEMENT = "agreement", _("signed agreement")
    SUB_AGREEMENT = "sub_agreement", _("sub-agreement")
    MEETING = "meeting", _("minutes or meeting material")
    MAP = "map", _("map")
    PHOTO = "photo", _("photo")
    REPORT = "report", _("report")
    BUDGET = "budget", _("budget sheet")
    LETTER = "letter", _("letter from Landsbyggefonden")
    COOPERATION = "cooperation", _("cooperation agreement")
    ANNEX = "annex", _("annex")
    OTHER = "other", _("other file")


class FileSight(TextChoices):
    """Who of those with a role in the plan sees a file of its archive."""

    ALL = "all", _("everybody with a role in the plan")
    BOARD = "board", _("the board, the secretariat and the auditor")
    SECRETARIAT = "secretariat", _("the secretariat")


class CooperationKind(TextChoices):
    """What an agreement beside the plan is about."""

    COOPERATION = "cooperation", _("cooperation agreement")
    COFINANCING = "cofinancing", _("co-financing agreement")
    CONTRACT = "contract", _("contract on an effort")
    OTHER = "other", _("other agreement")
