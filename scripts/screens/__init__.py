"""Pictures of the client for the README, made from the real program."""
