"""Sentences for people, the same in every front end. No draft in any of them."""
