from plans.models.activity import (
    Activity,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    Anchoring,
    Story,
)
from plans.models.agreement import (
    AgreementSection,
    Party,
    Signatory,
    StrategicAgreement,
    SubAgreementParty,
    Support,
)
from plans.models.archive import PlanFile, PlanFileVersion
from plans.models.cooperation import CooperationAgreement, CooperationParty
from plans.models.criteria import ClosedPeriod, Criterion, Result
from plans.models.following import SavedFilter, StatusOverrule
from plans.models.life import ParallelEffort, PlanExtension, PlanRelation, PlanStep
from plans.models.membership import Membership
from plans.models.milestones import Evidence, Milestone, Postponement
from plans.models.plan import Plan, PlanArea, PlanDepartment
from plans.models.review import SetAside
from plans.models.rounds import FocusArea, FundingRound, OverallGoal, RoundDocument, RoundSection
from plans.models.staffing import Position, PositionHolder, PositionOrganisation
from plans.models.stated import StatedValue
from plans.models.work import (
    GoalServed,
    PlanFocusArea,
    Responsibility,
    SubAgreement,
    SubAgreementDepartment,
    SubGoal,
)

__all__ = [
    "Activity",
    "ActivityDepartment",
    "ActivityGoal",
    "ActivityHours",
    "AgreementSection",
    "Anchoring",
    "ClosedPeriod",
    "CooperationAgreement",
    "CooperationParty",
    "Criterion",
    "Evidence",
    "FocusArea",
    "FundingRound",
    "GoalServed",
    "Membership",
    "Milestone",
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
    "SetAside",
    "Signatory",
    "StatedValue",
    "StatusOverrule",
    "Story",
    "StrategicAgreement",
    "SubAgreement",
    "SubAgreementDepartment",
    "SubAgreementParty",
    "SubGoal",
    "Support",
]
