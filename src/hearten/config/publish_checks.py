"""What is asked before a post or a link goes out, beyond what the blog knows; each gives its author sentences."""

#: Functions of one post; it goes out when none of them has a sentence. Asked twice, the second time behind a lock.
PUBLISH_CHECKS: list[str] = [
    "hearten.questions.checks.before_publishing",
    "hearten.library.checks.before_publishing",
]

#: Functions of one address that somebody recommends: each gives sentences that stand against it.
LINK_CHECKS: list[str] = ["hearten.library.checks.of_a_link"]
