"""What the places share: times that fit in a list, and what is said where there is no vault."""

from datetime import datetime

from client.records import Records


def brief(when: datetime) -> str:
    """A time as a list has room for it, such as `3 May, 18:30`; with its year where that is another."""
    local = when.astimezone()
    year = "" if local.year == datetime.now().astimezone().year else f" {local.year}"
    return f"{local.day} {local:%b}{year}, {local:%H:%M}"


def without_vault(records: Records, what: str) -> str:
    """Where there is no vault: what it would keep, and how to make one."""
    if records.lasting:
        return ""
    return (
        f"There is no vault, so this ends with the program. A vault would keep {what}, sealed on this machine: "
        "`leastsaid vault init` makes one."
    )
