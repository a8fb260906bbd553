"""What AWS Lambda calls."""

from __future__ import annotations

import os

from guide import alexa, memory, topic

handler = alexa.build_handler(
    topic.load(),
    skill_id=os.environ.get("SKILL_ID", ""),
    memory=memory.configured(os.environ),
    log_sections=os.environ.get("LOG_SECTIONS") == "1",
)

if os.environ.get("MEMORY_TABLE") and os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    memory.load()  # goes into the snapshot, so that no listener waits for it
