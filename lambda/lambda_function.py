"""What AWS Lambda calls."""

from __future__ import annotations

import gc

# Nothing that is made at the start is ever garbage, and looking for some takes a cold start a tenth longer.
gc.disable()

import os  # noqa: E402

from guide import alexa, memory, topic  # noqa: E402

_content = topic.load()
_skill_id = os.environ.get("SKILL_ID", "")
handler = alexa.build_handler(
    _content,
    skill_id=_skill_id,
    memory=memory.configured(os.environ),
    log_sections=os.environ.get("LOG_SECTIONS") == "1",
)
if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    from guide.rehearsal import rehearse

    # What is loaded late goes into the snapshot, so that no listener waits for it.
    rehearse(handler, _content, _skill_id)
    if os.environ.get("MEMORY_TABLE"):
        memory.load()

gc.freeze()
gc.enable()
