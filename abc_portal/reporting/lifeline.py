"""Ends a process when its parent ends, even by ``kill -9``, with Linux's parent-death signal.

Also gunicorn's configuration file: each worker ends with its master.
"""

import ctypes
import signal
import sys
from typing import Any

#: Linux's ``prctl``: the signal that a process gets when its parent is gone.
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Elsewhere than on Linux nothing is done: only who is killed with ``kill -9`` leaves its children behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def post_fork(_server: Any, _worker: Any) -> None:
    end_with_parent()
