"""`hearten-guard packs`: the rules for private messages as one line of JSON."""

import argparse
import json
import sys

from hearten_guard.cli.outcome import CLEAR
from hearten_guard.packs import pack


def run(chosen: argparse.Namespace) -> int:
    """Always CLEAR."""
    sys.stdout.write(json.dumps(pack(), separators=(",", ":")) + "\n")
    return CLEAR
