"""What the measured pages say: an article of a little under a thousand words, and an answer under it."""

PARAGRAPH = (
    "Most people lie awake now and then. A steady time for getting up helps many of them, and so does light in the "
    "morning. A calm hour before bed gives the day a place to end. It is common to wake in the night, and it is no "
    "sign that something is wrong. If worries come, a sheet of paper beside the bed can hold them until tomorrow. "
)
#: A little under a thousand words.
ARTICLE = "\n\n".join(f"## Part {n}\n\n{PARAGRAPH}" for n in range(1, 14))
TITLE = "Nights without sleep"
ANSWER = "The light in the morning helped me. It took two weeks, and a lot of patience."
#: Readers of the measured thread: each wrote one answer.
READERS = 20
