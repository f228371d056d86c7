"""The particulars of a document between two `---` lines at the top of its own text."""

import io
import re

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.errors import SourceError
from knowledge.sources.details import Details, details_from

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def split_front_matter(text: str, key: str) -> tuple[Details, str]:
    """Split YAML front matter from Markdown. A mistake in it refuses the file: its audience may be the mistake."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return Details(), text
    try:
        values = YAML(typ="safe").load(io.StringIO(match[1])) or {}
    except YAMLError:
        raise SourceError(key, "its front matter is not valid YAML", "Check the lines between the --- marks.") from None
    if not isinstance(values, dict):
        raise SourceError(key, "its front matter is not a list of keys", "Write lines such as 'topic: denials'.")
    details, mistakes = details_from(values)
    for problem, cure in mistakes.values():
        raise SourceError(key, f"in its front matter, {problem}", cure)
    return details, text[match.end() :]
