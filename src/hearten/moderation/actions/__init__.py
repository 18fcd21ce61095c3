"""Every verb of moderation, by what it is about."""

from hearten.moderation.actions.safety import add_shift, claim, close, end_shift, open_item

__all__ = ["add_shift", "claim", "close", "end_shift", "open_item"]
