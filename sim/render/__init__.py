"""Writers of formats: each writes any figure, none knows one by name. Import the one that is needed."""
