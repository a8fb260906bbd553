"""The same skill as the samples that remember build it: the standard builder, with DynamoDB behind it."""

from __future__ import annotations

from ask_sdk.standard import StandardSkillBuilder  # type: ignore[import-not-found]  # only where it is measured
from hello import complete  # type: ignore[import-not-found]  # beside it in the package

handler = complete(StandardSkillBuilder(table_name="hello", auto_create_table=False)).lambda_handler()
