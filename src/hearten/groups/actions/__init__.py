"""Everything in a group that somebody else can see the effect of."""
