"""Reports and what was decided, the safety desk, hand-offs and shifts, and the host's paperwork."""

from hearten.moderation.models.calls import CallForHelp
from hearten.moderation.models.evidence import Mourning, Sealed
from hearten.moderation.models.glass import BreakGlass
from hearten.moderation.models.handoff import HandOff, HandOffLine
from hearten.moderation.models.host import HostRecord, LineCheck
from hearten.moderation.models.powers import Figure, Proposal, SecondLook
from hearten.moderation.models.reports import Appeal, Decision, Report
from hearten.moderation.models.safety import DeskChoice, DeskNote, SafetyItem, Shift

__all__ = [
    "Appeal",
    "BreakGlass",
    "CallForHelp",
    "Decision",
    "DeskChoice",
    "DeskNote",
    "Figure",
    "HandOff",
    "HandOffLine",
    "HostRecord",
    "LineCheck",
    "Mourning",
    "Proposal",
    "Report",
    "SafetyItem",
    "Sealed",
    "SecondLook",
    "Shift",
]
