"""`leastsaid chat --plain`: the same conversation in lines, for simple terminals, pipes and screen readers."""

from client.plain.loop import run

__all__ = ["run"]
