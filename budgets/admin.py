"""The administration of everything in the app; each subject registers its own."""

from budgets.financing import admin as financing

__all__ = ["financing"]
