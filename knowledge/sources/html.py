"""Take the main content of a web page as Markdown, headings kept, menus and footers gone."""

import re

from knowledge.errors import SourceError

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def page_markdown(html: str, source: str) -> tuple[str, str]:
    """Return the page's title and its main content as Markdown. Raises `SourceError` when there is none.

    Slow and blocking: call it in a thread. The parser is imported on first use.
    """
    import trafilatura

    content = trafilatura.extract(
        html, output_format="markdown", include_tables=True, include_links=False, include_comments=False,
        favor_recall=True, deduplicate=False,
    )  # fmt: skip
    if not content or not content.strip():
        cure = "Check that it opens without signing in, or save the page as a file."
        raise SourceError(source, "the web page holds no readable text", cure)
    metadata = trafilatura.extract_metadata(html)
    title = (metadata.title if metadata else "") or ""
    return title.strip(), content
