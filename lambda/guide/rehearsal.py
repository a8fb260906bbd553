"""A turn before the first one, so that what is loaded late is there already when a snapshot of the process is taken.

Lambda's SnapStart starts later instances from that snapshot. Elsewhere a listener would wait for it, so it is left out.
"""

from __future__ import annotations

import logging

from guide.alexa import Handler
from guide.topic import Content


def rehearse(handler: Handler, content: Content, skill_id: str) -> None:
    """Has the handler answer one of the topic's own questions, for a screen too. It isn't logged: nobody asked it."""
    screen = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.2"}}}
    system = {"application": {"applicationId": skill_id}, "user": {}, "device": {"supportedInterfaces": screen}}
    slot = {"name": "question", "value": content.topic.sections[content.topic.order[0]].example}
    request = {
        "type": "IntentRequest",
        "timestamp": "2026-01-01T00:00:00Z",
        "locale": next(iter(content.locales)),
        "intent": {"name": "QuestionIntent", "slots": {"question": slot}},
    }
    logging.disable()
    handler({"version": "1.0", "session": {"new": True}, "context": {"System": system}, "request": request}, None)
    logging.disable(logging.NOTSET)
