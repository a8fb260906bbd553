"""Replies as Alexa's responses: said, on a card, and on a screen where the device has one.

The words are speech's and screen's; the microphone stays open where speech asks something.
"""

from __future__ import annotations

from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_model import Directive, Response
from ask_sdk_model.ui import SimpleCard

from guide import apl
from guide.reply import Reply
from guide.screen import Card, Screen
from guide.speech import Voice
from guide.topic import Content


class Renderer:
    """Writes replies as responses."""

    def __init__(self, content: Content) -> None:
        self._voice = Voice(content)
        self._screen = Screen(content)

    def response(self, reply: Reply, locale: str, *, slow: bool = False, newest_apl: str = "") -> Response:
        """The response that says and shows a reply; on a screen too, where the device draws it."""
        speech = self._voice.say(reply, locale, slow=slow)
        card = self._screen.show(reply, speech, locale)
        made = ResponseFactory().speak(speech.ssml).set_card(SimpleCard(card.title, card.text))
        if apl.is_drawn_by(newest_apl):
            made.add_directive(_drawn(card))
        if not speech.closes:
            made.ask(speech.reprompt_ssml)
        return made.set_should_end_session(speech.closes).response


def _drawn(card: Card) -> Directive:
    # Imported only for a device with a screen: a speaker without one starts sooner.
    from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective

    return RenderDocumentDirective(apl.TOKEN, apl.layout(), apl.data(card))
