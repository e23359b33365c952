"""Web server and job worker end with the process that started them, also when that one was killed with ``kill -9``.

The starter holds the writing end of a pipe, and nobody else does; its children, and theirs, inherit the reading end.
However the starter ends, the system closes the pipe, and a thread in each of them reads its end. The pipe works on
every system, and also where the process between the two was killed as well.

This is also gunicorn's configuration file: ``on_starting`` runs in its master, ``post_fork`` in each of its workers.
"""

import os
import signal
import threading
import time
from typing import Any

#: Which file descriptor is the reading end; absent where nobody holds a lifeline, as under systemd.
VARIABLE = "ABC_LIFELINE"
#: Seconds for a request or a job to end in peace.
PEACE = 5


def watch() -> None:
    """End this process when the one that holds the lifeline is gone."""
    reading = os.environ.get(VARIABLE, "")
    if reading:
        threading.Thread(target=_wait, args=(int(reading),), daemon=True, name="lifeline").start()


def _wait(reading: int) -> None:
    os.read(reading, 1)  # nobody ever writes: this returns at the end of the pipe
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PEACE)
    os.kill(os.getpid(), signal.SIGKILL)


def on_starting(_server: Any) -> None:
    watch()


def post_fork(_server: Any, _worker: Any) -> None:
    watch()
