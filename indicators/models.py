from indicators.models.definitions import Indicator, Instrument
from indicators.models.observations import Observation

__all__ = ["Indicator", "Instrument", "Observation"]
