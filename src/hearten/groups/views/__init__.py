"""Pages of groups: finding, joining, talking, looking after."""
