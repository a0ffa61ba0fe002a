"""Recommenders that can be asked. Nothing but the egress gate calls them, and nothing else reaches a network."""
