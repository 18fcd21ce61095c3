"""The command line: `main` decides what was asked, and each other module does one thing."""
