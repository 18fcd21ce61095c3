"""What answers: the desk for therapists, the public pages for everyone."""
