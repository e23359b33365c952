"""Every model of the app, where Django looks for them."""

from indicators.definitions.models import Indicator, Instrument
from indicators.observations.models import Observation

__all__ = ["Indicator", "Instrument", "Observation"]
