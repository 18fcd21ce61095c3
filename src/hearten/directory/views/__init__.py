"""Pages of the directory: public ones, and each professional's own desk."""
