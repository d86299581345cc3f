"""What a sweep is to run: its design file, its axes, its points."""
