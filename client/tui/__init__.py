"""The terminal client: a screen over `client.conversation.session`."""
