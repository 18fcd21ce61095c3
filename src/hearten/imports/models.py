"""What a therapist published elsewhere, brought here as drafts."""
