"""The certification: the skill as it stands keeps every rule, and every rule fails on a skill that breaks it."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from device.envelope import Envelope
from guide.reply import Answer, Guidance, Kind, Repaced, Reply, Urgent
from guide.triage import Level
from tools import certify
from tools.certification import RULES, Rule, Subject, load
from tools.certification.package import outstanding
from tools.certification.replies import Rendered, replies
from tools.certification.response import Response
from tools.certification.subject import ROOT
from tools.skill_package import Host, filled, signed

Break = Callable[[Subject], Subject]
Body = dict[str, Any]
HELP = Guidance(Kind.HELP)
ALIAS = "arn:aws:lambda:us-east-1:123456789012:function:guide:live"


@pytest.fixture(scope="module")
def subject() -> Subject:
    """The skill as it stands; rendering every reply takes seconds, so it is done once."""
    return real()


@cache
def real() -> Subject:
    return load()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_skill_keeps_it(rule: Rule, subject: Subject) -> None:
    assert rule.problems(subject) == [], f"{rule.holds} {rule.why}"


def model(change: Callable[[Body], Any], locale: str = "en-GB") -> Break:
    """One locale's interaction model changed."""

    def breaking(subject: Subject) -> Subject:
        changed = copy.deepcopy(subject.models[locale])
        change(changed["interactionModel"]["languageModel"])
        return replace(subject, models={**subject.models, locale: changed})

    return breaking


def intent(language: Body, name: str) -> Body:
    found: Body = next(intent for intent in language["intents"] if intent["name"] == name)
    return found


def without_intent(name: str) -> Break:
    return model(lambda language: language["intents"].remove(intent(language, name)))


def without_model(subject: Subject) -> Subject:
    return replace(subject, models={name: there for name, there in subject.models.items() if name != "en-IN"})


def manifest(value: object, *path: str | int) -> Break:
    """The manifest with one value put somewhere; None takes it away."""

    def breaking(subject: Subject) -> Subject:
        changed: Any = copy.deepcopy(subject.manifest)
        place = changed["manifest"]
        for step in path[:-1]:
            place = place[step]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        return replace(subject, manifest=changed)

    return breaking


SHOWN = ("publishingInformation", "locales", "en-US")


def shown(value: object, *path: str | int) -> Break:
    return manifest(value, *SHOWN, *path)


LINKS = ("privacyAndCompliance", "locales")
INTERFACES = ("apis", "custom", "interfaces")


def instructions(text: str) -> Break:
    return manifest(text, "publishingInformation", "testingInstructions")


def icon(picture: bytes) -> Break:
    """The small icon's file with something else in it."""
    return lambda subject: replace(subject, icons={**subject.icons, "icon-108.png": picture})


def page(name: str, old: str, new: str) -> Break:
    """A page with other words."""

    def breaking(subject: Subject) -> Subject:
        assert old in subject.pages[name]
        return replace(subject, pages={**subject.pages, name: subject.pages[name].replace(old, new)})

    return breaking


def turn(reply: Reply = HELP, locales: Iterable[str] = ("en-CA",), **body: Any) -> Break:
    """A skill whose only reply is this one; what isn't said here is as it should be."""

    def breaking(subject: Subject) -> Subject:
        as_it_is: Body = {
            "outputSpeech": {"type": "SSML", "ssml": "<speak>What would you like to know?</speak>"},
            "reprompt": {"outputSpeech": {"type": "SSML", "ssml": "<speak>Ask away.</speak>"}},
            "card": {"type": "Simple", "title": "A", "content": "What would you like to know?"},
            "shouldEndSession": False,
        }
        kept = {name: part for name, part in {**as_it_is, **body}.items() if part is not None}
        return replace(subject, rendered=(Rendered(reply, tuple(locales), slow=False, response=Response(kept)),))

    return breaking


def ssml(text: str) -> Body:
    return {"type": "SSML", "ssml": text}


def spoken(text: str, reply: Reply = HELP, **body: Any) -> Break:
    """A skill whose only reply says this, rightly closed or open."""
    asks = text.endswith("?")
    card = {"type": "Simple", "title": "A", "content": text}
    speech = ssml(f"<speak>{text}</speak>")
    reprompt = {"outputSpeech": ssml("<speak>Go on.</speak>")} if asks else None
    return turn(
        reply, **{"outputSpeech": speech, "shouldEndSession": not asks, "card": card, "reprompt": reprompt, **body}
    )


def handled(change: Callable[[Envelope, Body], Any]) -> Break:
    """The handler with its responses changed: change gets the request and the response's body."""

    def breaking(subject: Subject) -> Subject:
        def handler(event: Envelope, context: object) -> Envelope:
            answer = subject.handler(event, context)
            change(event["request"], answer["response"])
            return answer

        return replace(subject, handler=handler)

    return breaking


def on(name: str, **body: Any) -> Break:
    """The handler, answering one intent otherwise."""

    def change(request: Envelope, response: Body) -> None:
        if request.get("intent", {}).get("name") == name or request["type"] == name:
            response.update(body)

    return handled(change)


def drawing(subject: Subject) -> Subject:
    """A skill that sends a document to every screen."""
    return on("LaunchRequest", directives=[{"type": "Alexa.Presentation.APL.RenderDocument"}])(subject)


def phrases(**changed: str) -> Break:
    """The content with other phrases: welcome_first for welcome.first."""
    texts = {key.replace("_", ".", 1): text for key, text in changed.items()}
    return lambda subject: replace(
        subject, content=msgspec.structs.replace(subject.content, phrases=subject.content.phrases | texts)
    )


def number(**changed: str) -> Break:
    """The content with other numbers for Britain."""

    def breaking(subject: Subject) -> Subject:
        britain = msgspec.structs.replace(subject.content.locales["en-GB"], **changed)
        locales = {**subject.content.locales, "en-GB": britain}
        return replace(subject, content=msgspec.structs.replace(subject.content, locales=locales))

    return breaking


def readme(old: str, new: str) -> Break:
    def breaking(subject: Subject) -> Subject:
        assert old in subject.readme
        return replace(subject, readme=subject.readme.replace(old, new))

    return breaking


TAP = "Alexa.Presentation.APL.UserEvent"
URGENT = Urgent(Level.EMERGENCY)
HURRY = "Call 9-1-1 or get to the nearest hospital now, from your phone."
LONG = " ".join(["word"] * 61)
BROKEN: list[tuple[str, Break, str]] = [
    ("R1", model(lambda language: language.update(invocationName="cervix skill")), 'keeps "skill" for itself'),
    ("R1", model(lambda language: language.update(invocationName="neck guide")), 'not "cervix guide"'),
    ("R2", model(lambda language: intent(language, "CausesIntent")["samples"].append("stop")), "leads to AMAZON.Stop"),
    ("R2", model(lambda language: intent(language, "NamesIntent")["samples"].extend(["so", "so"])), "is there 2 times"),
    ("R3", without_intent("AMAZON.HelpIntent"), "AMAZON.HelpIntent: is missing"),
    ("R4", model(lambda language: intent(language, "CausesIntent")["samples"].append("why?")), "write letters"),
    ("R4", model(lambda language: intent(language, "QuestionIntent").update(slots=[])), "has no slot for"),
    ("R5", without_model, "interaction_models/: en-IN is missing"),
    ("R5", without_intent("ThanksIntent"), "en-GB: ThanksIntent isn't as in en-CA"),
    ("R6", without_intent("ThanksIntent"), "nothing leads to ThanksIntent"),
    (
        "R6",
        model(lambda language: language["intents"].append({"name": "TwinsIntent", "samples": ["twins"]})),
        "the skill doesn't know TwinsIntent",
    ),
    ("R7", lambda subject: replace(subject, manifest={}), "skill.json: is missing"),
    ("R7", shown(None), "en-US: description is missing"),
    ("R7", shown(None, "keywords"), "en-US: keywords is missing"),
    ("R7", manifest({}, "publishingInformation", "locales", "fr-CA"), "fr-CA: is no locale of ours"),
    ("R8", shown("so " * 60, "summary"), "a summary has 180 characters; 160 at most"),
    ("R8", shown("so " * 1400, "description"), "4000 at most"),
    ("R8", shown("so " * 70, "examplePhrases", 1), "200 at most"),
    ("R8", shown([f"word {n}" for n in range(31)], "keywords"), "31 keywords; 30 at most"),
    ("R8", shown(["so " * 60], "keywords"), "150 at most"),
    ("R8", manifest("", "publishingInformation", "testingInstructions"), "write 1 to 4000"),
    ("R9", shown(["Alexa, open cervix guide"], "examplePhrases"), "write exactly 3"),
    ("R9", shown("Alexa, start cervix guide", "examplePhrases", 0), 'write "Alexa, open cervix guide"'),
    ("R9", shown("Alexa, what is a cerclage", "examplePhrases", 1), 'begin with "Alexa, ask cervix guide '),
    ("R9", shown("Alexa, ask cervix guide what is a cerclage", "examplePhrases", 2), "is there twice"),
    ("R10", shown("Alexa, open neck guide", "examplePhrases", 0), "doesn't open the skill"),
    ("R10", shown("Alexa, ask neck guide what it is", "examplePhrases", 1), "asks nothing of the skill"),
    ("R10", shown("Alexa, ask cervix guide why it happened", "examplePhrases", 1), "isn't what it promises"),
    ("R10", on("CerclageIntent", outputSpeech=ssml("<speak>Well.</speak>")), "isn't answered by cerclage"),
    ("R11", shown("Not medical advice. Informational. HealthLink BC.", "description"), '"call your doctor"'),
    ("R11", shown("By a hospital. Call your doctor.", "description"), '"names HealthLink BC"'),
    ("R12", manifest("GAMES", "publishingInformation", "category"), "write HEALTH_AND_FITNESS"),
    ("R12", manifest(True, "privacyAndCompliance", "usesHealthInfo"), "usesHealthInfo: is True; write False"),
    ("R12", manifest(None, "privacyAndCompliance", "containsAds"), "containsAds: is None"),
    ("R13", spoken("What now?", shouldEndSession=True), "asks, and closes"),
    ("R13", spoken("Well.", shouldEndSession=False), "listens without a question"),
    ("R14", turn(reprompt=None), "has no reprompt"),
    ("R14", turn(reprompt={"outputSpeech": ssml("<speak>What would you like to know?</speak>")}), "repeats itself"),
    ("R14", spoken("Bye.", reprompt={"outputSpeech": ssml("<speak>Hm.</speak>")}), "closes, and has the reprompt"),
    ("R15", turn(shouldEndSession=None), "What would you like to know?"),
    ("R16", spoken("Bleeding & pain."), "can't be read"),
    ("R16", spoken("<emphasis>Now</emphasis>."), "holds emphasis"),
    ("R16", turn(outputSpeech=ssml("<p>Well.</p>")), "no speak around it"),
    ("R16", spoken('Wait. <break time="11s"/> So.'), "pauses for 11s"),
    ("R16", turn(reprompt={"outputSpeech": ssml("<speak>Well")}), "can't be read"),
    ("R16", turn(outputSpeech=None), "says nothing"),
    ("R17", spoken("so " * 2700), "characters of speech; 8000 at most"),
    ("R17", turn(card={"content": "so " * 2700}), "characters on the card; 8000 at most"),
    ("R17", turn(directives=["so " * 8000]), "bytes in all; 24000 at most"),
    ("R18", spoken(LONG), "61 words; 60 at most"),
    ("R18", spoken(LONG[:204], Answer("causes")), "41 words in the first part; 40 at most"),
    ("R19", turn(card=None), "the card lacks what is said"),
    ("R19", turn(card={"content": "You have asked well."}), "the card lacks what is said"),
    ("R20", spoken(f"{HURRY} {LONG}", URGENT), "35 at most"),
    ("R20", spoken(f"{HURRY} Shall I go on?", URGENT), "leaves the session open"),
    ("R20", spoken("Call 9-1-1 now.", Repaced(slow=True, again=URGENT)), 'doesn\'t say "from your phone"'),
    ("R21", spoken("I'm so sorry to hear that this is happening to you. Call 9-1-1.", URGENT), 'say "Call 9-1-1"'),
    ("R21", spoken(HURRY, Urgent(Level.CALL_DOCTOR)), 'say "Call your doctor"'),
    ("R22", number(emergency="9-1-1"), "en-GB: emergency doesn't say 9-9-9"),
    ("R22", number(crisis="Call or text 9-8-8"), "en-GB: self_harm doesn't say 1-1-6 1-2-3"),
    ("R22", turn(URGENT, locales=("en-NZ",), outputSpeech=ssml("<speak>Call 9-1-1.</speak>")), "9-1-1 is no number"),
    ("R23", spoken("See healthlinkbc.ca."), 'a web address, "healthlinkbc.ca"'),
    ("R23", spoken("Ask Alexa."), 'a brand, "Alexa"'),
    ("R23", spoken("Call {emergency}."), "a leftover of markup"),
    ("R23", turn(card={"content": "Pain &amp; fever"}), "a leftover of markup"),
    ("R24", phrases(welcome_first="Hello. I know about cervical insufficiency. What now?"), "medical advice"),
    ("R24", phrases(welcome_first="No medical advice. Call {emergency}. What now?"), "what it covers"),
    ("R24", phrases(welcome_first="cervical insufficiency, no medical advice."), "whom to call in an emergency"),
    ("R25", on("LaunchRequest", shouldEndSession=True), "listens is False"),
    ("R25", on("LaunchRequest", reprompt={"outputSpeech": ssml("<speak/>")}), 'after a silence it says ""'),
    ("R25", on("SessionEndedRequest", outputSpeech=ssml("<speak>Bye.</speak>")), 'it says "Bye." when the session'),
    ("R25", on("LaunchRequest", shouldEndSession=None), "without saying whether the session ends"),
    ("R26", on("CausesIntent", outputSpeech=ssml("<speak>Well.</speak>")), "isn't answered by causes"),
    ("R26", on("QuestionIntent", outputSpeech=ssml("<speak>Well.</speak>")), "QuestionIntent {'question': 'what is"),
    ("R27", on("AMAZON.HelpIntent", outputSpeech=ssml("<speak>No.</speak>")), '"No." instead of'),
    ("R27", on("AMAZON.HelpIntent", shouldEndSession=True), "listens is False"),
    ("R28", on("AMAZON.StopIntent", shouldEndSession=False), "AMAZON.StopIntent leaves the session open"),
    ("R28", on("AMAZON.CancelIntent", shouldEndSession=None), "AMAZON.CancelIntent leaves the session open"),
    ("R29", on("AMAZON.NavigateHomeIntent", outputSpeech=ssml("<speak>No.</speak>")), '"No." instead of'),
    ("R30", on("AMAZON.FallbackIntent", outputSpeech=ssml("<speak>No.</speak>")), "after a miss"),
    ("R31", on("RetiredIntent", outputSpeech=None), "an intent that it doesn't know"),
    ("R31", on("QuestionIntent", shouldEndSession=True), "QuestionIntent with an empty value"),
    ("R31", on("SymptomReportIntent", outputSpeech=ssml("<speak/>")), "a slot that has no value"),
    ("R32", spoken("You could ask: what is a quokka. What now?"), '"what is a quokka" is heard as QuestionIntent'),
    ("R32", spoken("Or say, abracadabra. What now?"), '"abracadabra" is heard as QuestionIntent'),
    ("R32", spoken("Try: what causes it; or, who am i. What now?"), '"who am i" is heard as QuestionIntent'),
    ("R32", spoken("Just say yes. What now?"), '"yes" leads nowhere' ),
    ("R33", spoken("You could ask: what causes it."), "ends without a question"),
    ("R33", spoken("What would you like to know?"), "suggests nothing"),
    ("R34", lambda subject: replace(subject, readme=""), "README.md: doesn't list"),
    ("R34", readme('"what causes it"', '"what made it"'), 'doesn\'t list "what causes it"'),
    ("R34", readme('"slower"', '"in a whisper"'), '"in a whisper" is heard as QuestionIntent'),
    ("R34", on("WatchfulWaitingIntent", outputSpeech=ssml("<speak>Well.</speak>")), "isn't answered by watchful_wait"),
    ("R35", instructions('Say "Alexa, open cervix guide" and hear "Good day".'), 'isn\'t answered "Good day"'),
    ("R35", instructions('Say "what causes it" and hear "It isn\'t clear".'), "doesn't call the skill"),
    ("R35", instructions('Say "Alexa, open cervix guide", then "help".'), "in pairs"),
    ("R35", instructions("Try it."), "quote what the reviewer is to say"),
    ("R36", shown(None, "smallIconUri"), 'en-US: smallIconUri is ""'),
    ("R36", shown("https://example.org/icon-108.png", "smallIconUri"), "write file://assets/images/"),
    ("R36", shown("file://assets/images/icon-108.png", "largeIconUri"), "isn't a PNG file of 512 by 512"),
    ("R36", icon(b"GIF89a"), "isn't a PNG file of 108 by 108"),
    ("R36", lambda subject: replace(subject, icons={}), "the name of a PNG file in icons/"),
    ("R37", manifest(None, *LINKS, "en-IN", "termsOfUseUrl"), 'en-IN: termsOfUseUrl is ""'),
    ("R37", manifest("http://example.org/privacy.html", *LINKS, "en-CA", "privacyPolicyUrl"), "write https://"),
    ("R37", manifest("https://example.org/terms.html", *LINKS, "en-CA", "privacyPolicyUrl"), "and /privacy.html"),
    ("R37", lambda subject: replace(subject, pages={}), "docs/terms.html: is missing"),
    ("R38", manifest([], "events", "subscriptions"), "subscribes to none"),
    ("R38", manifest([{"eventName": "SKILL_ENABLED"}], "events", "subscriptions"), "subscribes to SKILL_ENABLED"),
    ("R38", manifest({"uri": "https://example.org"}, "events", "endpoint"), "are sent to"),
    ("R38", manifest(None, "events"), "subscribes to none"),
    ("R39", lambda subject: drawing(manifest([], *INTERFACES)(subject)), "isn't there, but a device with a screen"),
    ("R39", on("LaunchRequest", directives=[]), "is there, but a device with a screen is sent no document"),
    ("R39", manifest([{"type": "ALEXA_PRESENTATION_APL"}], *INTERFACES), "HUB_ROUND_SMALL: no viewport takes it in"),
    ("R39", manifest(1000, *INTERFACES, 0, "supportedViewports", 2, "maxWidth"), "HUB_LANDSCAPE_MEDIUM: no viewport"),
    ("R40", page("privacy.html", "sells nothing", "sells little"), "but allowsPurchases is false"),
    ("R40", page("privacy.html", "\"forget me\"", "\"forget\""), '"forget me" erases'),
    ("R40", page("terms.html", "not medical advice", "good advice"), '"not medical advice"'),
    ("R40", page("terms.html", "HealthLink", "Health Link"), '"names HealthLink BC"'),
    ("R40", page("privacy.html", "91 days", "a while"), "remembered for 91 days"),
    ("R40", page("terms.html", "999 in", "99 in"), "doesn't say 999"),
    ("R41", page("terms.html", "</head>", '<script src="https://example.org/"></head>'), 'terms.html: "<script"'),
    ("R41", page("privacy.html", "</style>", "@import 'font.css';</style>"), 'privacy.html: "@import"'),
    ("R42", phrases(screen_emergency="Ring {emergency}"), '"Ring 9-1-1" is only on the screen'),
    ("R42", phrases(screen_call_doctor=""), "whom to call is shown without need, or isn't"),
    ("R42", phrases(screen_hints=""), '3 hints below ""; 3 at most'),
    ("R42", spoken("Well.", HELP), "hints are shown where nobody listens"),
    ("R43", phrases(screen_more="fiddlesticks"), '"fiddlesticks" is heard as QuestionIntent'),
    ("R43", on(TAP, outputSpeech=ssml("<speak>Well.</speak>")), 'tapped is answered by "Well."'),
    ("R44", turn(HELP, directives=["so " * 6500]), "bytes with a screen; 24000 at most"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("id", "broken", "told"), BROKEN, ids=[f"{id} {n} {told}" for n, (id, _, told) in enumerate(BROKEN)]
)
def test_a_skill_that_breaks_it_is_told_so(id: str, broken: Break, told: str, subject: Subject) -> None:
    # given
    rule = next(rule for rule in RULES if rule.id == id)
    # when
    problems = rule.problems(broken(subject))
    # then
    assert [problem for problem in problems if told in problem], problems[:5]


def test_every_rule_can_fail() -> None:
    assert {rule.id for rule in RULES} == {id for id, _, _ in BROKEN}


def test_rules_are_numbered_and_give_their_reason() -> None:
    assert [rule.number for rule in RULES] == list(range(1, len(RULES) + 1))
    assert all(rule.holds.endswith(".") and rule.why.endswith(".") for rule in RULES)


def test_every_kind_of_reply_is_checked(subject: Subject) -> None:
    kinds = {type(reply) for reply, _ in replies(subject.content)}
    assert kinds == set(Reply.__args__)


def test_what_only_a_host_can_fill_in_is_told(subject: Subject) -> None:
    told = list(outstanding(subject))
    assert len(told) == 3
    assert all(variable in "".join(told) for variable in ("ENDPOINT=", "PAGES=", "HOSTED_BY=", "CONTACT="))
    assert len(list(outstanding(replace(subject, manifest={})))) == 3


def test_nothing_is_outstanding_once_a_host_filled_it_in(subject: Subject) -> None:
    # given
    host = Host(ALIAS, "https://example.org/guide", "The Guides", "guides@example.org")
    pages = {name: signed(text, host) for name, text in subject.pages.items()}
    # when
    hosted = replace(subject, manifest=filled(subject.manifest, host), pages=pages)
    # then
    assert list(outstanding(hosted)) == []
    assert [rule.id for rule in RULES if rule.number in range(36, 42) and rule.problems(hosted)] == []


def test_the_checklist_names_rule_and_problem() -> None:
    first, second, *_ = RULES
    told = list(certify.checklist({first: [], second: ["a", "b", "c"]}, why=True, most=2))
    assert told == [
        "interaction models:",
        f"  pass  R1   {first.holds}",
        f"             {first.why}",
        f"  FAIL  R2   {second.holds}",
        f"             {second.why}",
        "             - a",
        "             - b",
        "             ... and 1 more; see them with --all",
        "2 rules, 1 broken: R2",
    ]


def test_it_fails_where_a_rule_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # given a copy of the skill without its manifest
    monkeypatch.setattr(certify, "RULES", [rule for rule in RULES if rule.id in ("R1", "R7")])
    (tmp_path / "lambda").mkdir()
    for name in ("lambda/content.json", "lambda/votes.json", "README.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "interaction_models", tmp_path / "interaction_models")
    # then
    assert certify.main(["--root", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "  FAIL  R7 " in printed
    assert "  pass  R1 " in printed


def test_it_fails_where_a_file_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert certify.main(["--root", str(tmp_path)]) == 1
    assert "can't be read" in capsys.readouterr().err


def test_it_passes_where_all_rules_hold(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(certify, "load", lambda root: subject)
    monkeypatch.setattr(certify, "RULES", [rule for rule in RULES if rule.id == "R1"])
    assert certify.main([]) == 0
    assert "1 rules, 0 broken" in capsys.readouterr().out
    assert json.dumps(subject.manifest)
