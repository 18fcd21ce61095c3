"""What can be done with a question, by its asker and by whom it was put to."""
