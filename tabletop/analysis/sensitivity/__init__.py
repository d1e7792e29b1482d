"""Sensitivity: which assumptions of the model move its measures and the ranking of postures."""
