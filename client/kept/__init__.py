"""What is kept of a person, in memory or in a vault: limits, consents, conversations, what left, own words."""
