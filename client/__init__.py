"""The application: command line and terminal client."""
