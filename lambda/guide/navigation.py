"""Finding one's way by command: yes, no, more, back, repeat, help and the like.

A command is obeyed when it is all that was said, give or take polite words; what it does depends on what was asked
last. Its phrases are in content/navigation.toml.
"""

from __future__ import annotations

from collections.abc import Mapping

from guide.reply import Choice, Goodbye, Guidance, Kind, Repaced, Reply, Urgent
from guide.state import State
from guide.topic import Content
from guide.tour import Tour
from guide.words import read

_LONGEST = 16
"""Words beyond which an utterance is no command."""
_GUIDANCE: Mapping[str, Kind] = {
    "help": Kind.HELP,
    "topics": Kind.TOPICS,
    "home": Kind.HOME,
    "pause": Kind.PAUSED,
    "thanks": Kind.THANKS,
    "forget_me": Kind.FORGOTTEN,
}
_SENTENCE_STARTS = ("do it", "i do", "i would")
"""Commands that may also begin a sentence, and so can't be told from it."""
_AFRESH = frozenset(("start_over", "forget_me"))


class Navigation:
    """The commands, and what each does."""

    def __init__(self, content: Content, tour: Tour) -> None:
        self._tour = tour
        self._first = content.topic.order[0]
        self._commands = {tuple(text.split()): id for id, texts in content.commands.items() for text in texts}
        self._polite = frozenset(tuple(text.split()) for text in content.politeness)
        # One word alone may deny or ask what follows ("no bleeding"), and so may a denial left open.
        starts = {_plain(text) for text in _SENTENCE_STARTS}
        self._apart = {said for said in self._commands if len(said) > 1 and said not in starts and said[-1] != "not"}

    def command_in(self, text: str) -> str:
        """The command that text is as a whole; empty for none."""
        waiting, seen = [_plain(text)], set[tuple[str, ...]]()
        for said in waiting:
            if said in self._commands:
                return self._commands[said]
            if said not in seen and len(said) <= _LONGEST:
                seen.add(said)
                waiting += self._less_polite(said)
        return ""

    def _less_polite(self, said: tuple[str, ...]) -> list[tuple[str, ...]]:
        """It without one polite phrase at its beginning or end."""
        lengths = range(1, len(said))
        shorter = [said[n:] for n in lengths if said[:n] in self._polite]
        return shorter + [said[:-n] for n in lengths if said[-n:] in self._polite]

    def command_within(self, text: str) -> str:
        """The longest command that makes up at least half of text, for when nothing else makes sense of it."""
        said = _plain(text)
        lengths = range(min(_LONGEST, len(said)), max(1, (len(said) - 1) // 2), -1)
        spans = (said[at : at + n] for n in lengths for at in range(len(said) - n + 1))
        return next((self._commands[part] for part in spans if part in self._apart), "")

    def beside_commands(self, text: str) -> list[str]:
        """What text says besides commands at its ends, for triage: "can you repeat that i'm bleeding"."""
        waiting = [_plain(text)]
        for said in waiting:
            lengths = range(1, min(len(said), _LONGEST))
            shorter = [said[n:] for n in lengths if said[:n] in self._apart]
            shorter += [said[:-n] for n in lengths if said[-n:] in self._apart]
            waiting += [less for less in shorter if less not in waiting]
        return [" ".join(said) for said in waiting[1:]]

    def start(self, command: str, state: State) -> State:
        """The state that a command begins from."""
        return State(slow=state.slow) if command in _AFRESH else state

    def obey(self, command: str, state: State) -> Reply:
        """What a command is answered with. Raises KeyError for one that isn't known."""
        match command:
            case "yes" | "first_choice":
                return self._yes(state, certain=command != "yes")
            case "second_choice":
                return self._second(state)
            case "no":
                return Guidance(Kind.WHAT_NEXT) if self._tour.offers(state.last) else Goodbye()
            case "next" | "more":
                return self._onward(state)
            case "previous":
                return self._tour.back(state) or Guidance(Kind.NOTHING_BEFORE)
            case "repeat":
                return state.last or Guidance(Kind.NOTHING_TO_REPEAT)
            case "slower" | "faster":
                return Repaced(command == "slower", state.last)
            case "start_over":
                return self._tour.answer(self._first, state)
            case "stop" | "cancel":
                return Goodbye()
            case _:
                return Guidance(_GUIDANCE[command])

    def _yes(self, state: State, *, certain: bool) -> Reply:
        match state.last:
            case Choice(first=first, second=second, again=False) if not certain:
                return Choice(first, second, again=True)
            case Guidance(kind=Kind.PAUSED):
                return self._onward(state)
            case Guidance(kind=Kind.WHAT_NEXT):
                return Guidance(Kind.HELP)
            case Urgent():
                return state.last
            case last:
                return self._tour.accepted(last, state) or Guidance(Kind.WHAT_NEXT)

    def _second(self, state: State) -> Reply:
        if isinstance(state.last, Choice):
            return self._tour.answer(state.last.second, state)
        return Guidance(Kind.WHAT_NEXT)

    def _onward(self, state: State) -> Reply:
        offered = self._tour.accepted(state.last, state)
        return offered or self._tour.onward(state) or Guidance(Kind.NOTHING_MORE)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in read(text))
