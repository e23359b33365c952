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
from plans.models.life import ParallelEffort, PlanExtension, PlanRelation, PlanStep
from plans.models.membership import Membership
from plans.models.plan import Plan, PlanArea, PlanDepartment
from plans.models.review import SetAside
from plans.models.rounds import FocusArea, FundingRound, OverallGoal, RoundDocument, RoundSection
from plans.models.staffing import Position, PositionOrganisation
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
    "CooperationAgreement",
    "CooperationParty",
    "FocusArea",
    "FundingRound",
    "GoalServed",
    "Membership",
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
    "PositionOrganisation",
    "Responsibility",
    "RoundDocument",
    "RoundSection",
    "SetAside",
    "Signatory",
    "StatedValue",
    "Story",
    "StrategicAgreement",
    "SubAgreement",
    "SubAgreementDepartment",
    "SubAgreementParty",
    "SubGoal",
    "Support",
]
