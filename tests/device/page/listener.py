"""Somebody at the speaker's page: what they do there, and what they must find."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Listener:
    """Acts by the names that everybody can perceive, as a screen reader would tell them."""

    page: Page

    def press(self, button: str) -> None:
        """Presses a button by its name."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def open(self) -> None:
        """Opens the skill."""
        self.press("Open Cervix Guide")
        self.hears("What would you like to know")

    def say(self, words: str) -> None:
        """Types words and sends them."""
        self.words.fill(words)
        self.words.press("Enter")

    def choose(self, label: str, option: str) -> None:
        """Chooses another locale or device."""
        self.page.get_by_label(label).select_option(label=option)

    def hears(self, words: str) -> None:
        """The caption says it."""
        expect(self.caption).to_contain_text(words)

    def is_told_to_call(self, level: str, words: str) -> None:
        """The alert names the level, and says it."""
        expect(self.alert).to_contain_text(level)
        expect(self.alert).to_contain_text(words)

    def finds(self, state: str) -> None:
        """What the speaker is doing, in a word."""
        expect(self.page.locator("#state")).to_have_text(state)

    @property
    def words(self) -> Locator:
        """Where one types."""
        return self.page.get_by_label("What you say")

    @property
    def caption(self) -> Locator:
        """What was said last, where it is calm."""
        return self.page.locator("#caption")

    @property
    def alert(self) -> Locator:
        """Who to call."""
        return self.page.locator("#urgent")

    @property
    def log(self) -> Locator:
        """What was said so far, turn by turn."""
        return self.page.get_by_role("list", name="Conversation").get_by_role("listitem")

    @property
    def screen(self) -> Locator:
        """The device's own screen."""
        return self.page.get_by_role("group", name="What the screen shows")
