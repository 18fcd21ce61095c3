"""The verbs of therapist pages, one file a family."""
