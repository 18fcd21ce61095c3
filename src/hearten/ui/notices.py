"""Short confirmations, named by a neutral key in the address (`?n=saved`), so that no cookie carries them."""

NOTICES = {
    "saved": "Saved.",
    "sent": "Sent. Thank you.",
    "removed": "Removed.",
    "published": "Published. Anyone can read it now.",
    "scheduled": "Planned. It goes out at the time you chose.",
    "waiting": "Thank you. It appears when it has been read by the page's owner.",
    "choose": "Choose at least one question first.",
    "passed-on": "The safety team has it now. Thank you for looking after this.",
    "tomorrow": "Thank you. Your words are kept. The page's owner has read enough today and gets them tomorrow.",
    "asked": "Your colleague has been asked to look.",
    "welcome": "Welcome. You are signed in.",
    "signed-out": "You are signed out everywhere.",
    "erasing": "Your account will be erased. You can undo this for seven days.",
    "kept": "Nothing will be erased. Your account stays.",
    "unread": "You don't read this person any more, and they don't read you. Nobody is told. Undo it under You.",
    "blocked-enough": "You have done this often today, so nothing was changed. From tomorrow you can do it again.",
    "thanks": "Thank you. The author sees the words, never who said them.",
}
