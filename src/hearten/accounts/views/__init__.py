"""Getting in and out, staying safe, coming back. One file per errand."""
