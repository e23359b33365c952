"""What the documentation says is true."""

import os
import re
from pathlib import Path

from django.core.management import get_commands
from django.utils import translation

from plans.shared.access import ACCESS_LEVELS, Resource
from plans.shared.enums import Role

HERE = Path(__file__).resolve().parent.parent.parent
README = (HERE / "README.md").read_text(encoding="utf-8")


def test_the_table_of_rights_on_the_page_is_the_one_in_the_code() -> None:
    """``ABC_WRITE_RIGHTS=1`` writes the page's table anew from the code's."""
    page = HERE / "docs" / "access.md"
    text = page.read_text(encoding="utf-8")
    wanted = re.sub(r"\| resource \|.*?\n\n", "\n".join(_rights_table()) + "\n\n", text, count=1, flags=re.DOTALL)
    if os.environ.get("ABC_WRITE_RIGHTS") == "1":
        page.write_text(wanted, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == wanted


def _rights_table() -> list[str]:
    with translation.override("en"):
        rows = [(str(resource.label), [ACCESS_LEVELS[resource, role].value for role in Role]) for resource in Resource]
    cells = [["resource", *Role.values], ["---"] * (len(Role) + 1)]
    cells += [[name, *("–" if level == "-" else level for level in levels)] for name, levels in rows]
    return [f"| {' | '.join(row)} |" for row in cells]


def test_the_readme_opens_with_purpose_picture_and_the_two_commands() -> None:
    opening = README.split("## ")[0]
    assert opening.index("helhedsplan") < opening.index("![") < opening.index("make run") < opening.index("make test")
    picture = re.search(r"!\[[^]]+\]\(([^)]+)\)", opening)
    assert picture is not None
    assert (HERE / picture[1]).is_file()


def test_every_link_and_command_of_the_pages_leads_somewhere() -> None:
    pages = [HERE / "README.md", *(HERE / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"
    makefile = (HERE / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z-]+)`", README):
        assert f"\n{target}:" in makefile, target
    for command in re.findall(r"`([a-z]+_[a-z_]+)`", README.split("manage.py …`")[1].split("\n")[0]):
        assert command in get_commands(), command


def test_every_decision_is_in_the_list_and_there_is_none_beside_it() -> None:
    folder = HERE / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[^)]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("0*.md")}


def test_every_dependency_earns_its_place_in_a_decision() -> None:
    import tomllib

    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    text = " ".join(path.read_text(encoding="utf-8") for path in (HERE / "docs" / "decisions").glob("*.md")).lower()
    for item in wanted:
        name = re.split(r"[\[<>=]", item)[0]
        short = name.removeprefix("django-").removeprefix("pytest-").lower()
        assert name.lower() in text or short in text, name


def test_the_glossary_has_a_line_for_every_model() -> None:
    from django.apps import apps

    text = (HERE / "docs" / "glossary.md").read_text(encoding="utf-8")
    own = ("plans", "budgets", "indicators", "governance", "directory", "audit", "notifications", "reporting")
    parts = {
        "OrganisationAlias", "DepartmentAlias", "AreaAlias", "AreaDepartment", "CountedPlace", "PlanArea",
        "PlanDepartment", "ContributionPeriod", "BodyOrder", "Touched", "SubAgreementDepartment", "SubAgreementParty",
        "ActivityDepartment", "ActivityArea", "SubAgreementArea", "EffortDepartment", "EffortArea",
    }  # fmt: skip
    for app in own:
        for model in apps.get_app_config(app).get_models():
            name = model.__name__
            assert name.startswith("Historical") or name in parts or name in text, name
