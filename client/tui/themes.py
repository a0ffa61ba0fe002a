"""How the screen looks: three themes, each with a colour for every kind of finding, and how much it moves."""

import os
from collections.abc import Mapping

from textual import constants
from textual.theme import Theme
from textual.types import AnimationLevel

from client.config import Config, Motion, ThemeName

LIGHT_FROM = 7
"""The first of the terminal's sixteen colours that is light, but for 8, which is a dark grey."""
DARK_GREY = 8


def _theme(name: ThemeName, *, dark: bool, colours: Mapping[str, str], marks: Mapping[str, str]) -> Theme:
    """A theme whose words are as readable on every ground of ours as its main words are."""
    words, quiet, key = colours["foreground"], colours["quiet"], colours["key"]
    said = {f"text-{name}": colours[name] for name in ("primary", "secondary", "success", "warning", "error")}
    return Theme(
        name=name.value,
        dark=dark,
        primary=colours["primary"],
        secondary=colours["secondary"],
        accent=key,
        success=colours["success"],
        warning=colours["warning"],
        error=colours["error"],
        foreground=words,
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        variables={
            **marks,
            **said,
            "text": words,
            "text-muted": quiet,
            "text-disabled": quiet,
            "text-accent": key,
            "foreground-muted": quiet,
            "foreground-disabled": quiet,
            "block-cursor-background": colours["cursor"],
            "block-cursor-foreground": colours["on-cursor"],
            # Never by colour alone.
            "block-cursor-text-style": "bold underline" if name is ThemeName.HIGH_CONTRAST else "bold",
            "block-cursor-blurred-text-style": "bold underline",
            "block-cursor-blurred-background": colours["panel"],
            "block-cursor-blurred-foreground": words,
            "input-cursor-background": words,
            "input-cursor-foreground": colours["background"],
            "input-selection-background": colours["cursor"],
            "input-selection-foreground": colours["on-cursor"],
            "screen-selection-background": colours["cursor"],
            "screen-selection-foreground": colours["on-cursor"],
            "footer-background": colours["panel"],
            "footer-foreground": words,
            "footer-description-foreground": words,
            "footer-key-foreground": key,
            "scrollbar": quiet,
            "scrollbar-hover": words,
            "scrollbar-active": words,
            "scrollbar-background": colours["surface"],
            "scrollbar-background-hover": colours["surface"],
            "scrollbar-background-active": colours["surface"],
            "scrollbar-corner-color": colours["surface"],
        },
    )


THEMES = (
    _theme(
        ThemeName.DARK,
        dark=True,
        colours={
            "primary": "#7fb2d9",
            "secondary": "#8fa9bd",
            "success": "#86c79a",
            "warning": "#e6c07b",
            "error": "#f0a0a0",
            "foreground": "#dfe3e6",
            "background": "#15181b",
            "surface": "#1c2024",
            "panel": "#262c32",
            "quiet": "#a3adb5",
            "key": "#e3c07a",
            "cursor": "#1f3b52",
            "on-cursor": "#ffffff",
        },
        marks={"fact": "#ff9d9d", "detail": "#f2c46d", "limit": "#d3adff", "wish": "#93d6ab"},
    ),
    _theme(
        ThemeName.LIGHT,
        dark=False,
        colours={
            "primary": "#1f5c8b",
            "secondary": "#46627a",
            "success": "#1c6b38",
            "warning": "#7a4d00",
            "error": "#a1262b",
            "foreground": "#1f2529",
            "background": "#f6f4ef",
            "surface": "#fffdf9",
            "panel": "#e6e3da",
            "quiet": "#545d64",
            "key": "#7a4d00",
            "cursor": "#cfe3f3",
            "on-cursor": "#1f2529",
        },
        marks={"fact": "#a1262b", "detail": "#7a4d00", "limit": "#6a3a9c", "wish": "#1c6b38"},
    ),
    _theme(
        ThemeName.HIGH_CONTRAST,
        dark=True,
        colours={
            "primary": "#7fd0ff",
            "secondary": "#c8dcea",
            "success": "#7dffa6",
            "warning": "#ffe066",
            "error": "#ffb3b3",
            "foreground": "#ffffff",
            "background": "#000000",
            "surface": "#000000",
            "panel": "#1c1c1c",
            "quiet": "#e0e0e0",
            "key": "#ffe066",
            "cursor": "#00335c",
            "on-cursor": "#ffffff",
        },
        marks={"fact": "#ffb3b3", "detail": "#ffe066", "limit": "#e3c8ff", "wish": "#7dffa6"},
    ),
)


def usual_theme(environment: Mapping[str, str] = os.environ) -> ThemeName:
    """Light where the terminal says that its ground is, else dark."""
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    light = ground.isdigit() and int(ground) >= LIGHT_FROM and int(ground) != DARK_GREY
    return ThemeName.LIGHT if light else ThemeName.DARK


def worn(config: Config) -> str:
    """The theme of the settings, or the one that fits the terminal."""
    return (config.theme or usual_theme()).value


def moving(config: Config) -> AnimationLevel:
    """How much moves, by the settings."""
    return "none" if config.motion is Motion.REDUCED else constants.TEXTUAL_ANIMATIONS
