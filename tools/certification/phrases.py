"""What listeners and readers are told to say, wherever it is written: it must work, in each country's own spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.reply import Answer, Guidance, Kind, Reply, Urgent
from guide.state import State
from guide.topic import Content
from tools.certification.heard import trial
from tools.certification.replies import Rendered
from tools.certification.rule import Rule
from tools.certification.subject import Subject

_WHOLE = re.compile(r"(?:\b(?:ask|say|try|or|me):|\blike,|;(?: or,)?) ([^.;?]+)", re.IGNORECASE)
"""A suggestion that goes on to the end of its clause: "You could ask: what are the symptoms"."""
_BEGUN = re.compile(r"(?<!n't )\bsay,? ([^.?:]+)", re.IGNORECASE)
"""A suggestion that more may follow: "Just say yes to hear it"."""
_EXCHANGE = re.compile(r'\bsay "([^"]+)"[^"]*\bhear "([^"]+)"', re.IGNORECASE)
"""What a reviewer says, and what then must be heard."""
_QUOTED = re.compile(r'"([^"]+)"')
_ROW = re.compile(r'^\| (.+?) \| "([^"]+)" \|$', re.MULTILINE)
_README = re.compile(r"## What you can ask\n(.*?)<!-- end of what you can ask -->", re.DOTALL)


def suggestions(turn: Rendered, samples: frozenset[str]) -> list[str]:
    """What a turn or its reprompt tells the listener to say, as far as samples tell where a suggestion ends."""
    found: list[str] = []
    # An answer's own words are the page's, and what an urgent turn says to say is for whoever takes the call.
    spoken = "" if isinstance(turn.said, Answer | Urgent) else turn.response.text
    for text in (spoken, turn.response.reprompt):
        found += _WHOLE.findall(text)
        for begun in _BEGUN.findall(text):
            found += [_leading(piece, samples) for piece in begun.split(", or, ")]
    return list(dict.fromkeys(found))


def _leading(text: str, samples: frozenset[str]) -> str:
    """The longest beginning of text that is a sample; all of it where none is."""
    words = re.findall(r"[\w']+", text)
    beginnings = (" ".join(words[:end]) for end in range(len(words), 0, -1))
    return next((beginning for beginning in beginnings if beginning in samples), text)


def _suggested(subject: Subject) -> Iterator[str]:
    tried: set[tuple[type[Reply], str, str]] = set()
    samples = {locale: _samples(subject, locale) for locale in subject.models}
    for turn in subject.rendered:
        for locale in filter(samples.__contains__, turn.locales):
            for phrase in suggestions(turn, samples[locale]):
                attempt = (type(turn.reply), locale, phrase)
                if attempt not in tried:
                    tried.add(attempt)
                    yield from _tried(subject, turn, locale, phrase)


def _tried(subject: Subject, turn: Rendered, locale: str, phrase: str) -> Iterator[str]:
    problem = trial(subject, locale, _spelled(subject, locale, phrase), State().after(turn.reply))
    if problem:
        yield f"{locale}: {problem}, suggested by {turn}"


def _samples(subject: Subject, locale: str) -> frozenset[str]:
    intents = subject.models[locale]["interactionModel"]["languageModel"]["intents"]
    return frozenset(sample for intent in intents for sample in intent["samples"])


def _spelled(subject: Subject, locale: str, phrase: str) -> str:
    """As the country's recogniser writes it."""
    spelling = subject.content.locales[locale].spelling if locale in subject.content.locales else {}
    return " ".join(spelling.get(word, word) for word in phrase.split())


def _helpful(subject: Subject) -> Iterator[str]:
    helps = (Kind.HELP, Kind.TOPICS)
    turns = [turn for turn in subject.rendered if isinstance(turn.said, Guidance) and turn.said.kind in helps]
    for turn in turns:
        if not turn.response.text.endswith("?"):
            yield f"ends without a question: {turn}"
        examples = [section.example for section in subject.content.topic.sections.values()]
        if not any(example in turn.response.text + turn.response.reprompt for example in examples):
            yield f"suggests nothing: {turn}"


def _readme(subject: Subject) -> Iterator[str]:
    listed = _README.search(subject.readme)
    rows = dict(_ROW.findall(listed[1])) if listed else {}
    for section in subject.content.topic.sections.values():
        if rows.get(section.title) != section.example:
            yield f'README.md: doesn\'t list "{section.example}" beside "{section.title}"; run `make models`'
    sections = {section.title: id for id, section in subject.content.topic.sections.items()}
    phrases = [(phrase, sections.get(title, "")) for title, phrase in rows.items()]
    words = _QUOTED.findall(listed[1]) if listed else []
    phrases += [(word, "") for word in words if word not in rows.values()]
    state = _mid_answer(subject.content)
    for locale in subject.models:
        for phrase, wanted in phrases:
            problem = trial(subject, locale, _spelled(subject, locale, phrase), state, section=wanted)
            if problem:
                yield f"{locale}: {problem}"


def _mid_answer(content: Content) -> State:
    """Where yes, more, back and the like all have something to go on from."""
    order, sections = content.topic.order, content.topic.sections
    paged = next(id for id in order[1:] if len(sections[id].parts) > 1)
    return State().after(Answer(order[0])).after(Answer(paged))


def _instructed(subject: Subject) -> Iterator[str]:
    published = subject.manifest.get("manifest", {}).get("publishingInformation", {})
    lines = published.get("testingInstructions", "").splitlines()
    steps = [exchanges for line in lines if (exchanges := _EXCHANGE.findall(line))]
    quoted = sum(len(_QUOTED.findall(line)) for line in lines)
    if not steps or quoted != 2 * sum(map(len, steps)):
        yield 'testingInstructions: quote what the reviewer is to say and then hear: say "..." and hear "...", in pairs'
    for locale in subject.models:
        for step in steps:
            yield from (f"{locale}: {problem}" for problem in _followed(subject, locale, step))


def _followed(subject: Subject, locale: str, step: list[tuple[str, str]]) -> Iterator[str]:
    """What goes wrong for a reviewer who takes one step, a session of its own, word by word."""
    first = step[0][0]
    if not subject.recognizer(locale).launch(first):
        yield f'"{first}" begins a step, and doesn\'t call the skill'
    speaker = subject.speaker(locale)
    for said, promised in step:
        text = speaker.say(said).text
        if promised not in text:
            yield f'"{said}" isn\'t answered "{promised}", but "{text}"'


_GROUP = "phrases"
RULES = (
    Rule(32, _GROUP, "Whatever a turn or a reprompt tells the listener to say works, then and there.",
         "Alexa: prompts must not suggest what the skill doesn't understand; whoever tries it gives up.", _suggested),
    Rule(33, _GROUP, "Every help turn ends with a question and suggests a phrase.",
         "Alexa: help must say what can be done and go on listening.", _helpful),
    Rule(34, _GROUP, "The README lists every section, and all that it suggests works.",
         "It is what people try first.", _readme),
    Rule(35, _GROUP, "Whatever the testing instructions say to say is answered as they say.",
         "Alexa: the reviewer follows them word by word.", _instructed),
)  # fmt: skip
