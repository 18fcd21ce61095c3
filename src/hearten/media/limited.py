"""Starts one program with little memory, little time and small files, which ends when its parent does.

It runs as a program of its own and imports nothing of ours:

    python limited.py SECONDS-OF-PROCESSOR BYTES-OF-ONE-FILE PROGRAM ARGUMENTS…
"""

import ctypes
import os
import resource
import signal
import sys

#: Bytes of memory it may ask for. Programs ask for far more than they use.
MEMORY = 6 * 1024**3
#: Gives way to whoever is reading pages.
NICENESS = 10
PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Set the limits, then become the program."""
    seconds, largest, *command = arguments
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: int(seconds),
        resource.RLIMIT_FSIZE: int(largest),
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    os.nice(NICENESS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.execve(command[0], command, {})  # noqa: S606  # our own parent chose the program; no shell


if __name__ == "__main__":
    main(sys.argv[1:])
