"""Every word can be read on every ground, in every theme."""

from collections.abc import Callable

import pytest
from textual.color import Color
from textual.theme import Theme

from client.config import ThemeName
from client.conversation.session import Session
from client.tui.themes import THEMES, usual_theme
from tests.client.driver import driving

GROUNDS = ("background", "surface", "panel", "block-cursor-background")
WORDS = ("foreground", "text", "text-muted", "text-disabled", "text-primary", "text-success", "text-warning")
MORE_WORDS = ("text-error", "text-accent", "footer-foreground", "footer-key-foreground")
MARKS = ("fact", "detail", "limit", "wish")


def contrast(one: str, other: str) -> float:
    """As the WCAG have it."""
    bright, dark = sorted((_luminance(Color.parse(one)), _luminance(Color.parse(other))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_and_marks_stand_out(theme: Theme) -> None:
    colours = theme.to_color_system().generate() | theme.variables
    least = 7.0 if theme.name == ThemeName.HIGH_CONTRAST else 4.5
    poor = {
        (word, ground): round(contrast(colours[word], colours[ground]), 1)
        for word in (*WORDS, *MORE_WORDS, *MARKS)
        for ground in GROUNDS
        if contrast(colours[word], colours[ground]) < least
    }
    assert poor == {}
    for part in ("block-cursor", "input-cursor", "input-selection"):
        assert colours[f"{part}-background"] != colours["background"]
        assert contrast(colours[f"{part}-foreground"], colours[f"{part}-background"]) >= least
    for border in ("primary", "success", "warning", "error", "scrollbar"):
        assert contrast(colours[border], colours["background"]) >= 4.5
    assert len({colours[mark] for mark in MARKS}) == 4


@pytest.mark.parametrize(
    ("ground", "theme"),
    [
        ("15;0", "dark"),
        ("0;15", "light"),
        ("0;default;7", "light"),
        ("7;8", "dark"),
        ("", "dark"),
        ("x;y", "dark"),
    ],
)
def test_the_terminal_says_whether_it_is_light(ground: str, theme: str) -> None:
    assert usual_theme({"COLORFGBG": ground}).value == theme


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_theme_is_worn_from_the_first_screen_on(
    open_session: Callable[..., Session], theme: Theme
) -> None:
    async with driving(open_session(theme=ThemeName(theme.name))) as driver:
        assert driver.screen.styles.background == Color.parse(theme.background or "")
        assert driver.pilot.app.theme_variables["fact"] == theme.variables["fact"]
