"""Figures: how well the detector finds, and how fast."""
