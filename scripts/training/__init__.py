"""Training and export, in an environment of their own."""
