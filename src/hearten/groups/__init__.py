"""Support groups: people in the same boat, under a name that leads nowhere."""
