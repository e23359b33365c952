"""Operations for migrations that make or alter many tables."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Create models that may point at one another, in one step.

    After each ``CreateModel`` of its own Django renders every related model anew, which for the portal's models
    makes up nine tenths of the first start. Here they are rendered once, when all are known.
    """

    serialization_expand_args = ["models"]

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [], {"models": self.models}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.models:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.models:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.models):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(operation.references_model(name, app_label) for operation in self.models)

    def describe(self) -> str:
        return "Create models " + ", ".join(operation.name for operation in self.models)


class AlterModels(Operation):
    """Alter several models: what Django would do one operation at a time, each with all models rendered anew.

    Operations on the same model keep their order; those on different models are done side by side, and must not need
    one another.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[ModelOperation | FieldOperation | IndexOperation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        states = self._states(app_label, from_state)
        for step, before, after in zip(self._steps(), states, states[1:], strict=False):
            for operation in step:
                operation.database_forwards(app_label, schema_editor, before, after)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        states = self._states(app_label, to_state)
        for step, before, after in reversed(list(zip(self._steps(), states, states[1:], strict=False))):
            for operation in reversed(step):
                operation.database_backwards(app_label, schema_editor, after, before)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(operation.references_model(name, app_label) for operation in self.operations)

    def describe(self) -> str:
        return "Alter models " + ", ".join(dict.fromkeys(_model_of(operation) for operation in self.operations))

    def _steps(self) -> list[list[Operation]]:
        """The operations in steps, of which each alters a model once."""
        seen: Counter[str] = Counter()
        steps: list[list[Operation]] = []
        for operation in self.operations:
            number = seen[_model_of(operation)]
            seen[_model_of(operation)] += 1
            if number == len(steps):
                steps.append([])
            steps[number].append(operation)
        return steps

    def _states(self, app_label: str, before: ProjectState) -> list[ProjectState]:
        """The state before the first step, and after each."""
        states = [before]
        for step in self._steps():
            after = states[-1].clone()
            after.__dict__.pop("apps", None)
            for operation in step:
                operation.state_forwards(app_label, after)
            states.append(after)
        return states


def _model_of(operation: Any) -> str:
    """The model's name in small letters, as Django's operations call it."""
    return str(getattr(operation, "model_name", "") or operation.name).lower()
