"""A sweep on disk: manifest, chunks, finished points, export."""
