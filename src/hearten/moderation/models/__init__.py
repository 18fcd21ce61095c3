"""Reports and what was decided, the safety queue and its shifts, and the host's paperwork."""

from hearten.moderation.models.host import HostRecord, LineCheck
from hearten.moderation.models.reports import Appeal, Decision, Report
from hearten.moderation.models.safety import SafetyItem, Shift

__all__ = ["Appeal", "Decision", "HostRecord", "LineCheck", "Report", "SafetyItem", "Shift"]
