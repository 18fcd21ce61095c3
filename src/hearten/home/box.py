"""What the neutral notices in somebody's box say. None of them names a person or a thing (I27)."""

WORDS = {
    "recovered": "Somebody logged in with one of your printed codes. If it was not you, make new codes now.",
    "passphrase-changed": "Your passphrase was changed. If it was not you, use a printed code to get back in.",
    "codes-renewed": "New printed codes were made. The old ones stopped working.",
    "erasing": "Somebody asked to erase your account. You can undo this for seven days.",
    "kept": "Your account stays. Nothing will be erased.",
    "look-asked": "A colleague asks you to look at something. You find it at your writing desk.",
    "look-answered": "A colleague has looked at your draft. You find the answer at your writing desk.",
    "routine-review": "One of your stories is in a routine review. Nobody can read it for up to three days.",
    "collection-invited": "A colleague invites you to keep a list together. You find it at your writing desk.",
    "link-look": "A link on your shelf may no longer work. You find it at your writing desk, under your shelf.",
    "words": "Somebody from this place wrote to you alone. You find it under Words for you.",
    "decision": "Something you wrote was decided about. You find out what and why under your decisions.",
    "source-asked": "Readers would like to know where something you wrote comes from. See your writing desk.",
    "group-in": "You can come in where you asked to. You find it on the page Groups.",
    "group-not-now": "Where you asked to come in, the answer is: not now. You may ask again another day.",
    "answer": "There is an answer you may want to read. You find it under your questions.",
    "question": "There is news about something you asked. You find it under your questions.",
    "looked": "There is something about your account that you should know. You find it here, under Who looked.",
    "glass-asked": "A colleague needs your answer soon. You find it under Emergency look-ups.",
    "help-asked": "A colleague asks whether you can help them here for a while. See Helping colleagues.",
    "help-answered": "Somebody helps you with your comments from today. You find out who under Your hours.",
    "differing": "Something you wrote stands beside another piece that sees it differently. See your writing desk.",
    "review-due": "Something you published is due to be read again. You find it at your writing desk.",
    "plan-stopped": "Something you planned did not go out yet. You find out why at your writing desk.",
}
OTHERWISE = "There is something new for you here."


def words(kind: str) -> str:
    """The line for a kind of notice."""
    return WORDS.get(kind, OTHERWISE)
