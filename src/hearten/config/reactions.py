"""Every side effect on one page: what follows each kind of event, and what is done again and again.

A reaction is a function of one event. It reads its row again by the event's subject, works at least once, and
is harmless when it works twice.
"""

from datetime import timedelta

REACTIONS: dict[str, list[str]] = {
    # accounts
    "account.joined": [],
    "account.paused": [],
    "account.erasing": [],
    "account.kept": [],
    "account.erased": [],
    "account.role-granted": [],
    "account.role-revoked": [],
    "account.passphrase-changed": [],
    "account.codes-renewed": [],
    "account.recovered": [],
    "card.sealed": [],
    "card.removed": [],
    # directory
    "therapist.changed": ["hearten.home.reactions.index_page"],
    "policy.changed": [],
    # blog
    "post.published": ["hearten.home.reactions.index_post", "hearten.questions.reactions.answer_out"],
    "post.scheduled": [],
    "post.withdrawn": ["hearten.home.reactions.index_post"],
    "post.released": [],
    "post.look-asked": [],
    "post.look-answered": [],
    "post.reviewed": [],
    "post.history-hidden": [],
    "helper.asked": [],
    "helper.accepted": [],
    "helper.ended": [],
    "differing.said": [],
    "differing.answered": [],
    "differing.disputed": [],
    "differing.settled": [],
    "differing.ended": [],
    "source.asked": [],
    "source.decided": [],
    "source.answered": [],
    "comment.posted": [],
    "comment.edited": [],
    "comment.deleted": [],
    "comment.approved": [],
    "comment.removed": [],
    "comment.restored": [],
    "story.review-opened": [],
    "story.review-closed": [],
    # questions
    "question.asked": [],
    "question.quoting-changed": [],
    "question.taken-back": [],
    "question.taken-up": [],
    "question.put-back": [],
    "question.declined": [],
    "question.passed-on": [],
    "question.removed": [],
    "question.restored": [],
    # library
    "link.flagged": [],
    "link.opened": [],
    "guide.reworded": [],
    "collection.changed": [],
    "collection.invited": [],
    "collection.joined": [],
    "collection.left": [],
    "group.suggested": [],
    "group.looked-at": [],
    "group.listed": [],
    "group.refused": [],
    # imports
    "import.uploaded": ["hearten.imports.reactions.begin_look"],
    "import.started": ["hearten.imports.reactions.begin_run"],
    "import.stopped": [],
    "import.ended": [],
    "import.removed": [],
    # media
    "image.uploaded": ["hearten.media.reactions.reencode_image"],
    "image.removed": [],
    "recording.uploaded": ["hearten.media.recording_work.prepare_recording"],
    "recording.removed": [],
    # moderation
    "report.filed": [],
    "decision.made": [],
    "appeal.made": [],
    "appeal.answered": [],
    "safety.opened": [],
    "safety.raised": [],
    "safety.claimed": [],
    "safety.released": [],
    "safety.offered": [],
    "safety.second-asked": [],
    "safety.second-given": [],
    "safety.answered": [],
    "safety.closed": ["hearten.blog.reactions.end_review"],
    "handoff.written": [],
    "handoff.answered": [],
    "shift.changed": [],
    "host.filled": [],
    "lines.checked": ["hearten.moderation.reactions.lines_checked"],
    # live
    "listener.revoked": [],
}

#: What takes long waits in a queue of its own, so that nothing else waits behind it.
QUEUES: dict[str, str] = {"hearten.media.recording_work.prepare_recording": "media"}

RECURRING: dict[str, timedelta] = {
    "hearten.events.chain.let_words_go": timedelta(days=1),
    "hearten.imports.actions.forget_old": timedelta(days=1),
    "hearten.library.links.start_round": timedelta(minutes=10),
    "hearten.blog.actions.publish.publish_due": timedelta(minutes=1),
    "hearten.blog.actions.story_review.end_holds": timedelta(minutes=5),
    "hearten.blog.actions.story_review.draw_sometimes": timedelta(hours=1),
    "hearten.blog.actions.reviewing.remind": timedelta(days=1),
    "hearten.accounts.tasks.sweep": timedelta(hours=1),
    "hearten.home.erasure.erase_due": timedelta(hours=1),
    "hearten.moderation.reactions.keep_checks": timedelta(days=1),
    "hearten.moderation.actions.forget.forget_old": timedelta(days=1),
    "hearten.media.reactions.clear_quarantine": timedelta(days=1),
    "hearten.media.recording_work.sweep_recordings": timedelta(hours=1),
}
