"""Exploring many worlds: what is played, who plays it, where it is kept, what it says."""
