"""The main text of an HTML page, or of a piece of one, as lines of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WHOLE_PAGE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td tr th dt dd option".split())
_ANY_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_RAW = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|textarea)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
#: Real pages are below 100 levels; libxml2 and its callers recurse.
_DEEPEST = 250
_BLOCKS = frozenset(
    """address article aside blockquote dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
    hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul br body html""".split()
)
_UNSEEN = frozenset(
    "script style noscript template head iframe svg math object canvas audio video form button select textarea".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says. ``text`` has one paragraph, heading, list item or table row a line; ``date`` is ISO 8601."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    site: str | None = None


def extract(html: str | bytes, url: str | None = None) -> Page:
    """The main text and the metadata of ``html``, a whole page or the body of a post.

    Scripts, comments, hidden elements and what the extractor takes for navigation are left out. The time is linear in the
    size; elements nested deeper than 250 levels are read as if they were not nested.
    """
    text = decode(html) if isinstance(html, bytes) else html
    text = text.replace("\x00", "")
    if _depth(text) > _DEEPEST:
        text = _flatten(text)
    if not _WHOLE_PAGE.search(text):
        return Page(_lines(text))
    return _extract_page(text, url)


def decode(html: bytes) -> str:
    """Text of ``html``: UTF-8 where it is valid, whatever the page declares, else as declared, else Windows-1252.

    >>> decode('<meta charset="iso-8859-1">“Siap”'.encode())
    '<meta charset="iso-8859-1">“Siap”'
    """
    for mark, encoding in _MARKS:
        if html.startswith(mark):
            return html.decode(encoding, "replace")
    try:
        return html.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(html[:4096])
    encoding = declared.group(1).decode("ascii").lower() if declared else "windows-1252"
    if encoding in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        encoding = "windows-1252"
    try:
        return html.decode(encoding, "replace")
    except LookupError:
        return html.decode("windows-1252", "replace")


def _extract_page(html: str, url: str | None) -> Page:
    import trafilatura  # 0.5 s; only requests with HTML pay
    from trafilatura.meta import reset_caches

    document = trafilatura.bare_extraction(
        html, url=url, include_comments=False, include_tables=True, with_metadata=True, deduplicate=False
    )
    # It keeps what it saw in caches that grow with every page (trafilatura#216).
    reset_caches()
    if document is None or not document.text:
        return Page(_lines(html))
    return Page(document.text, document.title, document.author, document.date, document.sitename)


def _depth(html: str) -> int:
    """The deepest nesting of elements, roughly: elements whose end tag may be left out are not counted."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match.group(2).lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _flatten(html: str) -> str:
    """``html`` with line breaks for blocks and without all other elements: libxml2 drops what is nested too deep."""
    html = _RAW.sub(" ", html)
    return _ANY_TAG.sub(lambda tag: "<br>" if tag.group(1).lower() in _BLOCKS else "", html)


def _lines(html: str) -> str:
    """Everything that ``html`` shows, one block a line."""
    import lxml.html

    if not html.strip():
        return ""
    root = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    lines = (" ".join(line.split()) for line in "".join(_shown(root)).split("\n"))
    return "\n".join(line for line in lines if line)


def _shown(root: "HtmlElement") -> Iterator[str]:
    """Text of ``root`` with line breaks around blocks; without recursion, so that depth does not matter."""
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        if isinstance(node.tag, str) and node.tag not in _UNSEEN and not _is_hidden(node):
            block = "\n" if node.tag in _BLOCKS else ""
            stack.append(block)
            for child in reversed(node):
                stack.append((child.tail or "").replace("\n", " "))
                stack.append(child)
            stack.append((node.text or "").replace("\n", " "))
            stack.append(block)


def _is_hidden(node: "HtmlElement") -> bool:
    return node.get("hidden") is not None or node.get("aria-hidden") == "true" or bool(_HIDDEN.search(node.get("style") or ""))
