"""Every verb of moderation, by what it is about."""

from hearten.moderation.actions.appeals import CannotAppeal, answer_appeal, appeal
from hearten.moderation.actions.forget import forget
from hearten.moderation.actions.host import confirm_line, fill_record
from hearten.moderation.actions.reports import CannotDecide, decide, report
from hearten.moderation.actions.safety import QUEUE, NotAShift, Taken, add_shift, claim, close, end_shift, open_item

__all__ = [
    "QUEUE",
    "CannotAppeal",
    "CannotDecide",
    "NotAShift",
    "Taken",
    "add_shift",
    "answer_appeal",
    "appeal",
    "claim",
    "close",
    "confirm_line",
    "decide",
    "end_shift",
    "fill_record",
    "forget",
    "open_item",
    "report",
]
