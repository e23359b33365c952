"""Every model of the app, where Django looks for them; inside the app each subject is asked for its own."""

from plans.activities.models import (
    Activity,
    ActivityArea,
    ActivityCapacity,
    ActivityCount,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    Anchoring,
    Story,
)
from plans.agreement.models.agreement import (
    AgreementSection,
    Party,
    Signatory,
    StrategicAgreement,
    SubAgreementParty,
    Support,
)
from plans.agreement.models.sub_agreements import (
    FocusAreaDepartment,
    GoalServed,
    PlanFocusArea,
    Responsibility,
    SubAgreement,
    SubAgreementArea,
    SubAgreementDepartment,
    SubGoal,
)
from plans.archive.models import PlanFile, PlanFileVersion
from plans.cooperation.models import CooperationAgreement, CooperationParty
from plans.lifecycle.models.approvals import ExtensionApproval, StepApproval
from plans.lifecycle.models.efforts import EffortArea, EffortDepartment, EffortParty
from plans.lifecycle.models.plan import Plan, PlanArea, PlanDepartment
from plans.lifecycle.models.steps import FormerPlanName, ParallelEffort, PlanExtension, PlanRelation, PlanStep
from plans.lifecycle.models.values import StatedPlanValue
from plans.milestones.models import Evidence, Milestone, Postponement, SavedFilter
from plans.progress.models import StatusOverrule
from plans.results.models import ClosedPeriod, Criterion, Result
from plans.roles.models import Membership
from plans.rounds.models import FocusArea, FundingRound, OverallGoal, RoundDocument, RoundSection
from plans.shared.models import StatedValue
from plans.staffing.models import Office, Position, PositionHolder, PositionOrganisation

__all__ = [
    "Activity",
    "ActivityArea",
    "ActivityCapacity",
    "ActivityCount",
    "ActivityDepartment",
    "ActivityGoal",
    "ActivityHours",
    "AgreementSection",
    "Anchoring",
    "ClosedPeriod",
    "CooperationAgreement",
    "CooperationParty",
    "Criterion",
    "EffortArea",
    "EffortDepartment",
    "EffortParty",
    "Evidence",
    "ExtensionApproval",
    "FocusArea",
    "FocusAreaDepartment",
    "FormerPlanName",
    "FundingRound",
    "GoalServed",
    "Membership",
    "Milestone",
    "Office",
    "OverallGoal",
    "ParallelEffort",
    "Party",
    "Plan",
    "PlanArea",
    "PlanDepartment",
    "PlanExtension",
    "PlanFile",
    "PlanFileVersion",
    "PlanFocusArea",
    "PlanRelation",
    "PlanStep",
    "Position",
    "PositionHolder",
    "PositionOrganisation",
    "Postponement",
    "Responsibility",
    "Result",
    "RoundDocument",
    "RoundSection",
    "SavedFilter",
    "Signatory",
    "StatedPlanValue",
    "StatedValue",
    "StatusOverrule",
    "StepApproval",
    "Story",
    "StrategicAgreement",
    "SubAgreement",
    "SubAgreementArea",
    "SubAgreementDepartment",
    "SubAgreementParty",
    "SubGoal",
    "Support",
]
