"""First the subject, then the kind: the same file names in every subject, and the same subjects in templates and
tests.
"""

from pathlib import Path

HERE = Path(__file__).resolve().parent.parent.parent
APPS = ("plans", "budgets", "indicators", "governance")
KINDS = {
    "models", "enums", "querysets", "calculations", "access", "actions", "presenters", "forms", "tables", "filters", "views",
    "urls", "findings", "interchange", "sheets", "admin", "panels",
    "search",
}  # fmt: skip
#: What Django, the pages and the interchange ask of an app as a whole.
OF_THE_APP = {"apps", "models", "admin", "urls", "interchange", "source"}
#: Files of no known kind; this list may only shrink.
OTHERS = {
    "plans/archive/references", "plans/archive/uploads", "plans/archive/versions", "plans/lifecycle/counted",
    "plans/lifecycle/validators", "plans/milestones/notifications", "plans/milestones/validators", "plans/results/validators",
    "plans/staffing/words", "plans/texts/figures", "budgets/financing/efforts", "budgets/financing/figures",
    "indicators/observations/figures", "governance/bodies/figures",
}  # fmt: skip


def subjects(app: str) -> list[Path]:
    return [path for path in sorted((HERE / app).iterdir()) if _is_package(path) and path.name != "migrations"]


def _is_package(path: Path) -> bool:
    return (path / "__init__.py").exists()


def test_files_of_an_app_stand_under_a_subject() -> None:
    for app in APPS:
        names = {path.stem for path in (HERE / app).glob("*.py")} - {"__init__"}
        assert names <= OF_THE_APP, app
        assert subjects(app), app


def test_files_of_a_subject_are_of_known_kinds() -> None:
    found = {
        f"{app}/{subject.name}/{path.stem}"
        for app in APPS
        for subject in subjects(app)
        if subject.name != "shared"  # what several subjects need is of no one kind
        for path in subject.iterdir()
        if (path.suffix == ".py" or _is_package(path)) and path.stem != "__init__"
    }
    assert {name for name in found if name.rpartition("/")[2] not in KINDS} == OTHERS


def test_templates_and_tests_stand_under_the_same_subjects() -> None:
    for app in APPS:
        known = {path.name for path in subjects(app)}
        assert {path.name for path in (HERE / "templates" / app).iterdir()} <= known, app
        folders = {path.name for path in (HERE / "tests" / app).iterdir() if _is_package(path)}
        assert folders <= known, app
        assert {path.name for path in (HERE / "tests" / app).glob("test_*.py")} == set(), app
