from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DepartmentStatus(TextChoices):
    """How a housing department takes part in a plan."""

    IN_PLAN = "in_plan", _("in the plan")
    PREQUALIFIED = "prequalified", _("prequalified only")
    COOPERATES = "cooperates", _("outside the plan, cooperating")


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


#: States that stay true after the plan's period, since they describe its end.
LAST_STATES = frozenset({State.DECLINED, State.CLOSED, State.SETTLED})


#: States before a grant: the plan is being written.
DRAFT_STATES = frozenset({State.IDEA, State.APPLIED, State.PREQUALIFIED, State.DIALOGUE, State.SUBMITTED})


class ApprovalState(TextChoices):
    """What somebody who must approve a change has said."""

    APPROVED = "approved", _("approved")
    AWAITED = "awaited", _("awaited")
    REFUSED = "refused", _("refused")


class PlanValue(TextChoices):
    """A value of the plan that documents state, and may state differently."""

    START = "start", _("first day")
    END = "end", _("last day")
    NAME = "name", _("name of the plan")
    TOTAL = "total", _("the plan's whole amount")
    AREAS = "areas", _("number of areas")
    DEPARTMENTS = "departments", _("number of departments")
    DWELLINGS = "dwellings", _("number of dwellings")
    HOUSEHOLDS = "households", _("number of households")
    RESIDENTS = "residents", _("number of residents")


class RelationKind(TextChoices):
    """How one plan relates to another."""

    CONTINUES = "continues", _("continues")
    CONTINUED_BY = "continued_by", _("is continued by")
    BESIDE = "beside", _("runs beside")


class EffortKind(TextChoices):
    """What kind of work runs beside a plan."""

    RENOVATION = "renovation", _("physical renovation")
    OTHER_FUNDS = "other_funds", _("effort paid by other funds")
    MUNICIPAL = "municipal", _("effort paid by the municipality alone")
    JOINT = "joint", _("joint effort of several parties")
    AGREEMENT = "agreement", _("effort under another agreement")
    OTHER = "other", _("other effort")
