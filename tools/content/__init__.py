"""The content's build: reads what the educator edits in lambda/content/, checks it, writes lambda/content.json.

`shapes` is the files' format, `reading` reads them into a `source`, `samples` knows the template grammar, `checks` say
what may not be, `patterns` turns what people say into ideas, `build` makes the one file that the skill reads.
"""

from tools.content.problems import ContentError, Problem
from tools.content.reading import FOLDER, read
from tools.content.samples import expand
from tools.content.source import Source

__all__ = ["FOLDER", "ContentError", "Problem", "Source", "expand", "read"]
