"""What a caller gives, looked at before anything is done with it."""


def check_draft(text: object) -> None:
    """Raises `TypeError` for what is no text; nothing of it is in the message."""
    if not isinstance(text, str):
        raise TypeError(f"A draft is a str, not {type(text).__name__}.")
