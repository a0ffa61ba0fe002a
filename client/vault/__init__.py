"""What a person lets the application keep, sealed in one file."""
