"""A skill of the official samples' shape: five handlers and one for exceptions, by the SDK's own lambda_handler()."""

from __future__ import annotations

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_intent_name, is_request_type
from ask_sdk_model import Response
from ask_sdk_model.ui import SimpleCard


def _said(handler_input: HandlerInput, text: str, *, asks: bool) -> Response:
    builder = handler_input.response_builder.speak(text).set_card(SimpleCard("Hello World", text))
    return (builder.ask(text) if asks else builder.set_should_end_session(True)).response


class Launched(AbstractRequestHandler):
    """The skill is opened."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is."""
        return bool(is_request_type("LaunchRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """A welcome."""
        return _said(handler_input, "Welcome, you can say hello!", asks=True)


class Greeted(AbstractRequestHandler):
    """Hello is said."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is."""
        return bool(is_intent_name("HelloWorldIntent")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """The same."""
        return _said(handler_input, "Hello World!", asks=False)


class Helped(AbstractRequestHandler):
    """Help is asked for."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is."""
        return bool(is_intent_name("AMAZON.HelpIntent")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """What can be said."""
        return _said(handler_input, "You can say hello to me!", asks=True)


class Stopped(AbstractRequestHandler):
    """Enough."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is."""
        stops, cancels = is_intent_name("AMAZON.StopIntent"), is_intent_name("AMAZON.CancelIntent")
        return bool(stops(handler_input) or cancels(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Goodbye."""
        return _said(handler_input, "Goodbye!", asks=False)


class Ended(AbstractRequestHandler):
    """The session is over."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is."""
        return bool(is_request_type("SessionEndedRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Nothing."""
        return handler_input.response_builder.response


class Failed(AbstractExceptionHandler):
    """Anything went wrong."""

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:  # noqa: ARG002  the SDK's signature
        """Always."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:  # noqa: ARG002  the SDK's signature
        """An apology."""
        return _said(handler_input, "Sorry, there was some problem. Please try again!", asks=True)


def complete(builder: SkillBuilder) -> SkillBuilder:
    """The builder with all of these."""
    for made in (Launched(), Greeted(), Helped(), Stopped(), Ended()):
        builder.add_request_handler(made)
    builder.add_exception_handler(Failed())
    return builder


handler = complete(SkillBuilder()).lambda_handler()
