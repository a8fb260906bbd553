"""What travels with the manifest or is linked from it: icons, the two pages, events, screens; and what a host adds."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from posixpath import basename

from device.envelope import Sender, Session
from guide.memory import REMEMBERED_DAYS
from tools.certification.manifest import at, disclaimed
from tools.certification.rule import Rule
from tools.certification.subject import Subject
from tools.certification.wording import NUMBERS
from tools.content.checks.wording import LOCALES
from tools.skill_package import ASSETS, PAGES, UNNAMED, UNREACHED, unfilled

_ICONS = {"smallIconUri": 108, "largeIconUri": 512}
"""Field -> pixels of a side."""
_LINKS = dict(zip(("privacyPolicyUrl", "termsOfUseUrl"), PAGES, strict=True))
_PNG = b"\x89PNG\r\n\x1a\n"
_APL = "ALEXA_PRESENTATION_APL"
# Each profile of the vendor's, at a size that it is for: mode, shape, width, height.
_SCREENS = {
    "HUB_ROUND_SMALL": ("HUB", "ROUND", 480, 480),
    "HUB_LANDSCAPE_SMALL": ("HUB", "RECTANGLE", 960, 480),
    "HUB_LANDSCAPE_MEDIUM": ("HUB", "RECTANGLE", 1024, 600),
    "HUB_LANDSCAPE_LARGE": ("HUB", "RECTANGLE", 1280, 800),
    "HUB_LANDSCAPE_XLARGE": ("HUB", "RECTANGLE", 1920, 1080),
    "HUB_PORTRAIT_MEDIUM": ("HUB", "RECTANGLE", 1080, 1920),
    "MOBILE_SMALL": ("MOBILE", "RECTANGLE", 600, 1024),
    "MOBILE_MEDIUM": ("MOBILE", "RECTANGLE", 960, 600),
    "MOBILE_LARGE": ("MOBILE", "RECTANGLE", 1280, 800),
    "TV_LANDSCAPE_XLARGE": ("TV", "RECTANGLE", 960, 540),
}
# What the privacy page must say where the manifest says no.
_PROMISES = {
    "usesPersonalInfo": "asks for no personal information",
    "allowsPurchases": "sells nothing",
    "containsAds": "no advertising",
    "isChildDirected": "isn't meant for children",
    "usesHealthInfo": "keeps nothing about your health",
}
_FETCHES = re.compile(r"<(?:script|link|iframe|img|video|audio|object|embed)\b|\bsrc=|@import|url\(", re.IGNORECASE)


def _pictured(subject: Subject) -> Iterator[str]:
    published = at(subject.manifest, "manifest", "publishingInformation", "locales")
    for locale in LOCALES:
        for field, size in _ICONS.items():
            uri = at(published, locale, field) or ""
            picture = subject.icons.get(uri.removeprefix(ASSETS), b"") if uri.startswith(ASSETS) else b""
            if not picture:
                yield f'{locale}: {field} is "{uri}"; write {ASSETS} and the name of a PNG file in icons/'
            elif _size(picture) != (size, size):
                yield f"{locale}: {field} leads to {uri}, which isn't a PNG file of {size} by {size} pixels"


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG file; nothing of what isn't one."""
    if not picture.startswith(_PNG) or picture[12:16] != b"IHDR":
        return 0, 0
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def _linked(subject: Subject) -> Iterator[str]:
    places = at(subject.manifest, "manifest", "privacyAndCompliance", "locales")
    for locale in LOCALES:
        for field, page in _LINKS.items():
            url = at(places, locale, field) or ""
            if not url.startswith("https://") or basename(url) != page:
                yield f'{locale}: {field} is "{url}"; write https://, where it is hosted, and /{page}'
    yield from (f"docs/{page}: is missing" for page in PAGES if page not in subject.pages)


def _told(subject: Subject) -> Iterator[str]:
    events = at(subject.manifest, "manifest", "events")
    subscribed = [at(event, "eventName") for event in at(events, "subscriptions") or ()]
    if subscribed != ["SKILL_DISABLED"]:
        yield f"events: subscribes to {', '.join(map(str, subscribed)) or 'none'}; write SKILL_DISABLED and no other"
    answering = at(subject.manifest, "manifest", "apis", "custom", "endpoint")
    if at(events, "endpoint") != answering:
        yield f"events: are sent to {at(events, 'endpoint')}, not to {answering}"


def _shown(subject: Subject) -> Iterator[str]:
    interfaces = at(subject.manifest, "manifest", "apis", "custom", "interfaces") or ()
    declared = next((interface for interface in interfaces if at(interface, "type") == _APL), None)
    if _draws(subject) and declared is None:
        yield f"interfaces: {_APL} isn't there, but a device with a screen is sent a document"
    if declared is not None:
        if not _draws(subject):
            yield f"interfaces: {_APL} is there, but a device with a screen is sent no document"
        views = at(declared, "supportedViewports") or []
        yield from (f"{name}: no viewport takes it in" for name in _SCREENS if not any(_takes(v, name) for v in views))


def _draws(subject: Subject) -> bool:
    """Whether a device with a screen is sent a document."""
    opened = subject.sent(Sender(LOCALES[0], screen=True).launch(Session()))
    directives = opened.body.get("directives") or ()
    return any(directive["type"].startswith("Alexa.Presentation.APL") for directive in directives)


def _takes(view: object, name: str) -> bool:
    mode, shape, width, height = _SCREENS[name]
    fits = at(view, "mode") == mode and at(view, "shape") == shape
    sides = ((width, "Width"), (height, "Height"))
    return fits and all(at(view, f"min{side}") <= pixels <= at(view, f"max{side}") for pixels, side in sides)


def _promised(subject: Subject) -> Iterator[str]:
    privacy, terms = (_words(subject.pages.get(page, "")) for page in PAGES)
    for flag, words in _PROMISES.items():
        if at(subject.manifest, "manifest", "privacyAndCompliance", flag) is False and words not in privacy:
            yield f'privacy.html: doesn\'t say "{words}", but {flag} is false'
    for way in ("forget me", "disable the skill"):
        if way not in privacy:
            yield f'privacy.html: doesn\'t say that "{way}" erases the memory'
    if f"{REMEMBERED_DAYS} days" not in privacy:
        yield f"privacy.html: doesn't say that the welcome is remembered for {REMEMBERED_DAYS} days"
    yield from (f'terms.html: doesn\'t say "{meaning}"' for meaning in disclaimed(subject, terms))
    written = {emergency.replace("triple zero", "0-0-0").replace("-", "") for emergency, _ in NUMBERS.values()}
    yield from (f"terms.html: doesn't say {number}" for number in sorted(written) if number not in terms)


def _words(page: str) -> str:
    """A page as it is read: the text of its body, in one line."""
    body = re.sub(r"<style>.*?</style>|<!--.*?-->|<[^>]+>", "", page, flags=re.DOTALL)
    return " ".join(body.split())


def _apart(subject: Subject) -> Iterator[str]:
    for name, page in subject.pages.items():
        found = _FETCHES.search(page)
        if found:
            yield f'{name}: "{found[0]}" fetches something; keep all that the page needs in it'


def outstanding(subject: Subject) -> Iterator[str]:
    """What only a host can fill in: no rule is broken, but no one should forget. `make skill-package` takes it."""
    yield from unfilled(subject.manifest)
    unsigned = [name for name, page in subject.pages.items() if UNNAMED in page or UNREACHED in page]
    if unsigned:
        yield f"who hosts it, in {' and '.join(sorted(unsigned))}: HOSTED_BY= and CONTACT="


_GROUP = "package"
RULES = (
    Rule(36, _GROUP, "Every locale has both icons: PNG files of 108 and of 512 pixels, in the package.",
         "Alexa: an icon of another size or format is refused, and without one nothing is published.", _pictured),
    Rule(37, _GROUP, "Every locale links to the privacy policy and the terms, by https, and both are in docs/.",
         "Alexa: the reviewer opens both; a link that leads nowhere is a reason to refuse.", _linked),
    Rule(38, _GROUP, "The skill is told when it is disabled, where it is asked, and of nothing else.",
         "Disabling it must erase what it remembers; what it isn't told of it can't keep.", _told),
    Rule(39, _GROUP, "Screens are declared if and only if a document is sent to one, and then every kind of screen.",
         "Alexa: a document that wasn't declared is an error; a screen that isn't listed shows it badly.", _shown),
    Rule(40, _GROUP, "The two pages say what the manifest declares, what the description says, and whom to call.",
         "Alexa: what the store is told and what the listener is told must be one.", _promised),
    Rule(41, _GROUP, "The two pages fetch nothing.",
         "Whoever reads about their privacy must not be followed while reading.", _apart),
)  # fmt: skip
