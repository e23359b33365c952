"""The lists of a plan's own places, as fields of every subject choose from them."""

from abc_portal.core.choosing import register
from abc_portal.directory.choices import area_choice, department_choice
from abc_portal.directory.models import HousingArea, HousingDepartment

PLAN_DEPARTMENTS = register(
    department_choice(
        "planens-afdelinger", lambda scope: HousingDepartment.objects.filter(plans__plan=scope.plan).distinct()
    )
).code
PLAN_AREAS = register(
    area_choice("planens-omraader", lambda scope: HousingArea.objects.filter(plans__plan=scope.plan).distinct())
).code
