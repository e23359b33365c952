"""The administration of everything in the app; each subject registers its own."""

from indicators.definitions import admin as definitions
from indicators.observations import admin as observations

__all__ = ["definitions", "observations"]
