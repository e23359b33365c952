from abc_portal.directory.models.counts import Count, CountedPlace
from abc_portal.directory.models.invitations import AccountInvitation
from abc_portal.directory.models.listings import AreaListing, DepartmentListing, FormerOwner
from abc_portal.directory.models.mergers import MergedRow
from abc_portal.directory.models.organisations import Organisation, OrganisationAlias
from abc_portal.directory.models.people import Person, User
from abc_portal.directory.models.places import (
    AreaAlias,
    AreaDepartment,
    DepartmentAlias,
    HousingArea,
    HousingDepartment,
)
from abc_portal.directory.models.proposals import ReferenceProposal

__all__ = [
    "AccountInvitation",
    "AreaAlias",
    "AreaDepartment",
    "AreaListing",
    "Count",
    "CountedPlace",
    "DepartmentAlias",
    "DepartmentListing",
    "FormerOwner",
    "HousingArea",
    "HousingDepartment",
    "MergedRow",
    "Organisation",
    "OrganisationAlias",
    "Person",
    "ReferenceProposal",
    "User",
]
