"""Resources worth knowing, groups run elsewhere, and plain pages about approaches."""
