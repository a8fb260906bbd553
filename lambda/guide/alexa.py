"""The Alexa edge: a request envelope becomes a Turn, and an Outcome becomes a response.

No dialogue is decided here, and no Alexa type goes further down than envelope and response. Logs name kinds, stages and
counts; never what was said or who said it; what it was about only where the host asks for that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias, cast

import msgspec
from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import RequestEnvelope, Response, ResponseEnvelope

from guide import envelope, state
from guide.conversation import Conversation, Outcome
from guide.envelope import Envelope
from guide.memory import Memory, NoMemory
from guide.reply import Answer, Guidance, Kind, NotUnderstood, Reply, Urgent
from guide.response import Renderer
from guide.serialization import PlannedSerializer
from guide.state import State
from guide.topic import Content
from guide.turn import Event, Turn

Watch: TypeAlias = Callable[[Turn, Outcome], None]
Handler: TypeAlias = Callable[[Envelope, object], Envelope]
_SERIALIZER = PlannedSerializer()
_log = logging.getLogger(__name__)


class SkillError(Exception):
    """Base of the skill's own errors."""


class RefusedError(SkillError):
    """The request is for another skill, or names none."""


class Record:
    """Tells of turns, in the log and to whoever watches."""

    def __init__(self, content: Content, watch: Watch | None, *, log_sections: bool) -> None:
        self._locales = content.locales
        self._watch = watch
        self._log_sections = log_sections

    def add(self, turn: Turn, outcome: Outcome) -> None:
        """Tells of one turn. Raises what the watch raises."""
        reply = outcome.reply
        fields = {
            "kind": type(reply).__name__,
            "urgency": reply.level.name if isinstance(reply, Urgent) else "",  # "level" is how grave a log line is
            "misses": reply.misses if isinstance(reply, NotUnderstood) else 0,
            "stage": outcome.why.stage.value,
            "locale": turn.locale if turn.locale in self._locales else "other",
        }
        if self._log_sections and isinstance(reply, Answer):
            fields["section"] = reply.section
        _log.info("turn", extra=fields)
        if self._watch:
            self._watch(turn, outcome)


class Listener(AbstractRequestHandler):
    """Answers whatever was said."""

    def __init__(
        self, content: Content, conversation: Conversation, renderer: Renderer, memory: Memory, record: Record
    ) -> None:
        self._content = content
        self._conversation = conversation
        self._renderer = renderer
        self._memory = memory
        self._record = record

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether the skill was opened, or something said or tapped."""
        return _is_awaited(handler_input.request_envelope)

    def handle(self, handler_input: HandlerInput) -> Response:
        """The conversation's reply."""
        request = handler_input.request_envelope
        attributes = request.session.attributes if request.session else None
        before, user = state.read(attributes, self._content.topic), envelope.user(request)
        turn = self._recognized(envelope.read_turn(request, self._content), user)
        outcome = self._kept(self._conversation.reply_to(turn, before), before, user)
        if request.session:
            handler_input.attributes_manager.session_attributes = outcome.state.attributes()
        newest_apl, slow = envelope.newest_apl(request), outcome.state.slow
        response = self._renderer.response(outcome.reply, turn.locale, slow=slow, newest_apl=newest_apl)
        # Once it is sure to be said: where it can't be, the apology may tell of the turn.
        self._record.add(turn, outcome)
        return response

    def _recognized(self, turn: Turn, user: str) -> Turn:
        """The turn, with what is remembered of whoever opens the skill."""
        return msgspec.structs.replace(turn, returning=self._memory.meet(user)) if turn.intent is Event.LAUNCH else turn

    def _kept(self, outcome: Outcome, before: State, user: str) -> Outcome:
        """The outcome with its promise kept: nobody is told that they are forgotten before they are."""
        promise = Guidance(Kind.FORGOTTEN)
        if outcome.reply != promise or before.last == promise or self._memory.forget(user):
            return outcome
        return outcome.answered(Guidance(Kind.NOT_FORGOTTEN))


def _is_awaited(request: RequestEnvelope) -> bool:
    """Whether a listener waits for its answer."""
    return bool(request.request and request.request.object_type in envelope.SPOKEN)


class Departure(AbstractRequestHandler):
    """Forgets whoever disabled the skill."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it was disabled."""
        request = handler_input.request_envelope.request
        return request is not None and request.object_type == envelope.DISABLED

    def handle(self, handler_input: HandlerInput) -> Response:
        """An empty response. What couldn't be erased now is when its time has come."""
        self._memory.forget(envelope.user(handler_input.request_envelope))
        return handler_input.response_builder.response


class Silence(AbstractRequestHandler):
    """Takes note of everything else: the session's end, the skill enabled, a screen that wasn't drawn."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002  the SDK's signature
        """Always: it comes last."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """An empty response."""
        request = handler_input.request_envelope.request
        if request and request.object_type == envelope.NOT_DRAWN:
            _log.warning("trouble", extra={"error": envelope.NOT_DRAWN})
        return handler_input.response_builder.response


class Apology(AbstractExceptionHandler):
    """Speaks when something failed, and says nothing private about it. Triage still hears what was said.

    It draws nothing, for drawing may be what failed.
    """

    def __init__(self, content: Content, conversation: Conversation, renderer: Renderer, record: Record) -> None:
        self._content = content
        self._conversation = conversation
        self._renderer = renderer
        self._record = record

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:  # noqa: ARG002  the SDK's signature
        """Always."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """What to do meanwhile."""
        _log.error("trouble", extra={"error": type(exception).__name__})
        request = handler_input.request_envelope
        if not _is_awaited(request):
            return handler_input.response_builder.response
        return self.response(envelope.read_turn(request, self._content))

    def response(self, turn: Turn) -> Response:
        """Who to call if it is urgent, an apology if not."""
        reply: Reply = Guidance(Kind.TROUBLE)
        # Triage itself may be what failed, or whoever watches.
        with suppress(Exception):
            alarm = self._conversation.alarm(turn)
            if alarm:
                reply = alarm.reply
                self._record.add(turn, alarm)
        return self._renderer.response(reply, turn.locale)


def build_skill(
    content: Content, watch: Watch | None = None, skill_id: str = "", memory: Memory | None = None
) -> CustomSkill:
    """The skill. Watch is told of every turn and its outcome; requests for another skill id are refused."""
    return _built(content, watch, skill_id, memory, log_sections=False)[0]


def build_handler(
    content: Content,
    watch: Watch | None = None,
    skill_id: str = "",
    memory: Memory | None = None,
    *,
    log_sections: bool = False,
) -> Handler:
    """What Lambda calls with a request envelope, for a response envelope. It raises RefusedError and nothing else.

    Sections are named in the log only where log_sections asks for it.
    """
    skill, apology = _built(content, watch, skill_id, memory, log_sections=log_sections)

    def handler(event: Envelope, context: object) -> Envelope:
        if skill_id and envelope.application(event) != skill_id:
            raise RefusedError("check SKILL_ID: the request is for another skill")
        try:
            request = _SERIALIZER.revive(envelope.mended(event), RequestEnvelope)
            answer = skill.invoke(request, context)
        except Exception as error:  # noqa: BLE001  what the SDK can't read it raises outside its own handlers
            _log.error("trouble", extra={"error": type(error).__name__})
            answer = ResponseEnvelope("1.0", response=_unread(event, apology))
        return cast(Envelope, _SERIALIZER.serialize(answer))

    return handler


def _built(
    content: Content, watch: Watch | None, skill_id: str, memory: Memory | None, *, log_sections: bool
) -> tuple[CustomSkill, Apology]:
    conversation, renderer, memory = Conversation(content), Renderer(content), memory or NoMemory()
    record = Record(content, watch, log_sections=log_sections)
    apology = Apology(content, conversation, renderer, record)
    builder = SkillBuilder()
    if skill_id:
        builder.skill_id = skill_id  # type: ignore[assignment]  # the SDK types it by its default, None
    builder.add_request_handler(Listener(content, conversation, renderer, memory, record))
    builder.add_request_handler(Departure(memory))
    builder.add_request_handler(Silence())
    builder.add_exception_handler(apology)
    skill = builder.create()
    skill.serializer = _SERIALIZER  # type: ignore[assignment]  # it does all that the SDK's does
    return skill, apology


def _unread(event: Envelope, apology: Apology) -> Response:
    """The response to a request that the SDK couldn't read."""
    return apology.response(envelope.raw_turn(event)) if envelope.is_spoken(event) else Response()
