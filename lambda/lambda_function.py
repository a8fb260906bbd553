"""What AWS Lambda calls."""

from __future__ import annotations

import os

from guide import alexa, topic

handler = alexa.build_handler(topic.load(), skill_id=os.environ.get("SKILL_ID", ""))
