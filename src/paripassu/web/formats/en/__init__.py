"""English, on either side of any ocean."""
