"""Every verb of moderation, by what it is about."""

from hearten.moderation.actions.appeals import CannotAppeal, answer_appeal, appeal
from hearten.moderation.actions.calls import hear_call
from hearten.moderation.actions.desk import (
    Full,
    NotYet,
    Taken,
    ask_second,
    claim,
    close,
    give_opinion,
    hand_over,
    leave_watch,
    mark_answered,
    release,
)
from hearten.moderation.actions.evidence import cover, open_sealed, take_down
from hearten.moderation.actions.forget import forget
from hearten.moderation.actions.glass import (
    Refused,
    answer_glass,
    ask_glass,
    close_glass,
    look,
    put_off_notice,
)
from hearten.moderation.actions.handoff import answer, say_not_now, say_with_somebody, write
from hearten.moderation.actions.host import confirm_line, fill_record
from hearten.moderation.actions.powers import Measure, answer_proposal, propose_ban, restrict
from hearten.moderation.actions.reports import CannotDecide, changed_as_asked, decide, report
from hearten.moderation.actions.safety import QUEUE, open_item
from hearten.moderation.actions.shifts import NotAShift, add_shift, end_shift

__all__ = [
    "QUEUE",
    "CannotAppeal",
    "CannotDecide",
    "Full",
    "Measure",
    "NotAShift",
    "NotYet",
    "Refused",
    "Taken",
    "add_shift",
    "answer",
    "answer_appeal",
    "answer_glass",
    "answer_proposal",
    "appeal",
    "ask_glass",
    "ask_second",
    "changed_as_asked",
    "claim",
    "close",
    "close_glass",
    "confirm_line",
    "cover",
    "decide",
    "end_shift",
    "fill_record",
    "forget",
    "give_opinion",
    "hand_over",
    "hear_call",
    "leave_watch",
    "look",
    "mark_answered",
    "open_item",
    "open_sealed",
    "propose_ban",
    "put_off_notice",
    "release",
    "report",
    "restrict",
    "say_not_now",
    "say_with_somebody",
    "take_down",
    "write",
]
