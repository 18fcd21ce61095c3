"""General questions from readers, answered in public by a therapist."""
