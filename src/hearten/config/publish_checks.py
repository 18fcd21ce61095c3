"""What is asked before a post goes out, beyond what the blog knows: each gives sentences for its author."""

#: Functions of one post; it goes out when none of them has a sentence. Asked twice, the second time behind a lock.
PUBLISH_CHECKS: list[str] = [
    "hearten.questions.checks.before_publishing",
    "hearten.library.checks.before_publishing",
]
