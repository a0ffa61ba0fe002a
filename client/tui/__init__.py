"""The terminal client: a screen over `client.session`."""
