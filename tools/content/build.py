"""Makes lambda/content.json, the one file that the running skill reads, from checked content."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from guide import topic, triage
from guide.lexicon import plain
from tools.content import patterns, shapes
from tools.content.source import Source

_NOTICE = "by make models from lambda/content; do not edit"


def built(content: Source) -> str:
    """The text of lambda/content.json."""
    plain = {"generated": _NOTICE, **msgspec.to_builtins(_content(content))}
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"


def section_intent(section: str) -> str:
    """The Alexa intent that asks for a section: stitch_removal -> StitchRemovalIntent."""
    return "".join(word.capitalize() for word in section.split("_")) + "Intent"


def _content(content: Source) -> topic.Content:
    commands = content.navigation.command
    return topic.Content(
        topic=topic_of(content),
        urgent=urgent_of(content.urgent),
        phrases=_flat(content.phrases),
        commands=plain(content.command_samples),
        intents={section_intent(id): id for id in content.sections}
        | {command.intent: command.id for command in commands},
        politeness=plain({"": content.navigation.politeness})[""],
        locales={name: _locale(locale) for name, locale in content.locales.items()},
    )


def topic_of(content: Source) -> topic.Topic:
    """The topic as the running skill reads it."""
    page, found = content.topic.page, patterns.patterns(content)
    asked: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for pattern in found:
        asked[pattern.target].append(pattern.ideas)
    return topic.Topic(
        id=content.topic_id,
        name=content.topic.name,
        page={"title": page.title, "publisher": page.publisher, "adapted": page.adapted.isoformat()},
        order=content.topic.sections,
        sections={id: _section(id, section, asked[id]) for id, section in content.sections.items()},
        gaps={gap.id: _gap(gap, asked[gap.id]) for gap in content.gaps.gap},
        ideas=plain(content.vocabulary.ideas | content.vocabulary.beyond),
        beyond=list(content.vocabulary.beyond),
        elsewhere=plain(content.vocabulary.elsewhere),
        by_sound=content.vocabulary.by_sound,
        neutral=_once(content.vocabulary.neutral.words.split()),
        weights=patterns.weigh(found, content.vocabulary.beyond),
        pronunciations=content.topic.pronunciations,
    )


def _section(id: str, section: shapes.Section, asked: Iterable[tuple[str, ...]]) -> topic.Section:
    return topic.Section(
        id=id,
        title=section.title,
        name=section.name,
        heading=section.heading,
        example=section.example,
        next=section.next,
        context=section.context,
        asked=sorted({idea for ideas in asked for idea in ideas}),
        parts=[_part(part) for part in section.part],
    )


def _gap(gap: shapes.Gap, asked: Iterable[tuple[str, ...]]) -> topic.Gap:
    return topic.Gap(gap.id, gap.about, gap.nearest, [list(ideas) for ideas in asked])


def _part(part: shapes.Part) -> topic.Part:
    says = " ".join(statement.says for statement in part.statements)
    return topic.Part(says, _once(fact for statement in part.statements for fact in statement.facts))


def urgent_of(urgent: shapes.Urgent) -> triage.Urgent:
    """The urgent layer as the running skill reads it."""
    rules = [
        triage.Rule(rule.id, rule.level, [families.split(" + ") for families in rule.when], rule.unless, rule.asked)
        for rule in urgent.rule
    ]
    return triage.Urgent(rules, plain(urgent.families), plain(urgent.cues), urgent.wording)


def _locale(locale: shapes.Locale) -> topic.Locale:
    return topic.Locale(locale.emergency, locale.doctor_backup, locale.crisis, locale.spelling)


def _flat(phrases: shapes.Phrases) -> dict[str, str]:
    """answer.more -> its text; a list becomes one text, separated by spaces."""
    return {
        f"{group}.{name}": text if isinstance(text, str) else " ".join(text)
        for group, texts in phrases.items()
        for name, text in texts.items()
    }


def _once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
