"""``python -m tests.trials [name …]``: run the trials of those names, or all of them."""

import sys
import time
from collections.abc import Callable

from tests.trials import proxy
from tests.trials.checks import NotTried, Wrong

TRIALS: dict[str, Callable[[], None]] = {"proxy": proxy.run}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in TRIALS]
    if unknown:
        sys.stderr.write(f"trials: there is no {', '.join(unknown)}; there is: {', '.join(TRIALS)}\n")
        return 2
    wrong = 0
    for name in names or list(TRIALS):
        started = time.monotonic()
        try:
            TRIALS[name]()
            how = "held"
        except NotTried as why:
            how = f"not tried: {why}"
        except Wrong as fault:
            wrong += 1
            how = f"FELL: {fault}"
        print(f"trial {name}: {how} ({time.monotonic() - started:.0f} s)", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
