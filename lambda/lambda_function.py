"""What AWS Lambda calls."""

from __future__ import annotations

import gc

# Nothing that is made at the start is ever garbage, and looking for some takes a cold start a tenth longer.
gc.disable()

import os  # noqa: E402

from guide import alexa, memory, topic  # noqa: E402

handler = alexa.build_handler(
    topic.load(),
    skill_id=os.environ.get("SKILL_ID", ""),
    memory=memory.configured(os.environ),
    log_sections=os.environ.get("LOG_SECTIONS") == "1",
)

if os.environ.get("MEMORY_TABLE") and os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    memory.load()  # goes into the snapshot, so that no listener waits for it

gc.freeze()
gc.enable()
