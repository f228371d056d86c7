"""Read Markdown into blocks."""

from collections.abc import Sequence
from html import unescape
from re import compile as pattern
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from knowledge.chunking.blocks import Block, Heading, Paragraph, Table

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_TAG = pattern(r"<!--.*?-->|<[^>]*>")


def markdown_blocks(text: str) -> list[Block]:
    """Return the blocks of a Markdown text without front matter; inline marks become plain text."""
    root = SyntaxTreeNode(_PARSER.parse(text))
    return [block for node in root.children for block in _blocks(node)]


def _blocks(node: SyntaxTreeNode) -> list[Block]:
    match node.type:
        case "heading":
            return [Heading(int(node.tag[1:]), _inline(node))]
        case "table":
            return [_table(node)]
        case "hr":
            return []
        case "blockquote":
            return [block for child in node.children for block in _blocks(child)]
        case _:
            text = _text(node)
            return [Paragraph(text)] if text else []


def _text(node: SyntaxTreeNode) -> str:
    match node.type:
        case "bullet_list" | "ordered_list":
            return _items(node)
        case "fence" | "code_block":
            return node.content.rstrip("\n")
        case "html_block":
            return unescape(_TAG.sub(" ", node.content)).strip()
        case "paragraph" | "heading":
            return _inline(node)
        case "table":
            table = _table(node)
            return "\n".join(" | ".join(row) for row in (table.header, *table.rows))
        case _:
            return "\n".join(filter(None, (_text(child) for child in node.children)))


def _items(node: SyntaxTreeNode) -> str:
    start = int(node.attrs.get("start", 1))
    lines: list[str] = []
    for number, item in enumerate(node.children, start):
        mark = "-" if node.type == "bullet_list" else f"{number}."
        inner = _text(item).splitlines()
        lines.append(f"{mark} {inner[0]}" if inner else mark)
        lines.extend(f"  {line}" for line in inner[1:])
    return "\n".join(lines)


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(_inline(cell) for cell in row.children) for part in node.children for row in part.children]
    return Table(rows[0], tuple(rows[1:]))


def _inline(node: SyntaxTreeNode) -> str:
    """Return the words of a heading, paragraph or cell, whose one child holds the inline tokens."""
    return _plain(cast("Token", node.children[0].token).children or ()).strip()


def _plain(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                parts.append(token.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "image":
                parts.append(token.content)
            case "link_open":
                links.append((str(token.attrs.get("href", "")), len(parts)))
            case "link_close":
                address, start = links.pop()
                parts.append(_address(address, "".join(parts[start:])))
            case _:
                continue
    return "".join(parts)


def _address(address: str, shown: str) -> str:
    return "" if not address or address.startswith("#") or shown in address else f" ({address})"
