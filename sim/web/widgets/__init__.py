"""What pages are made of: the frame, answers, charts, fields, grids, files to take away."""
