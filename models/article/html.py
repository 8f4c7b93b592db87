"""The main text of an HTML page, or of a piece of one, as lines of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.article.document import Metadata
from models.article.metadata import read_metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from readability import Document

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}>")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WHOLE_PAGE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dt dd option".split()
)
_ANY_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_BREAKS = re.compile(r"(?:<br>\s*)+")
_RAW = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|textarea)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
#: Real pages are below 100 levels; libxml2 and its callers recurse.
_DEEPEST = 250
#: A main text shorter than both of these is a mistake of the extractor; then everything that is shown is taken.
_SHORTEST_MAIN, _SHORTEST_MAIN_SHARE = 250, 0.3
#: A paragraph of a story has at least so many characters.
_PARAGRAPH = 60
_BLOCKS = frozenset(
    """address article aside blockquote dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul br body html""".split()
)
_UNSEEN = frozenset(
    "script style noscript template head iframe svg math object canvas audio video form button select textarea".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says. ``text`` has one paragraph, heading, list item or table row a line."""

    text: str
    title: str | None = None
    metadata: Metadata = field(default_factory=Metadata)


def extract(html: str | bytes) -> Page:
    """The main text and the metadata of ``html``, a whole page or the body of a post.

    Scripts, comments, hidden elements and what the extractor takes for navigation are left out. The time is linear in
    the size; elements nested deeper than 250 levels are read as if they were not nested.
    """
    text = decode(html) if isinstance(html, bytes) else html
    text = text.replace("\x00", "")
    if _depth(text) > _DEEPEST:
        text = _flatten(text)
    if not text.strip():
        return Page("")
    if _WHOLE_PAGE.search(text):
        return _extract_page(text)
    return Page(_lines(_parse(f"<html><body>{text}</body></html>")))


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
        text = html.decode(encoding, "replace")
    except LookupError:
        return html.decode("windows-1252", "replace")
    damaged = text.count("\ufffd")
    # One broken byte is a slip; nothing but broken bytes is another encoding.
    if damaged and 2 * damaged > sum(not character.isascii() for character in text):
        return html.decode("windows-1252", "replace")
    return text


def _extract_page(html: str) -> Page:
    from readability import Document  # 0.5 s; only requests with HTML pay

    root = _parse(html)
    title, metadata = read_metadata(root)
    _keep_data(root)
    main = _main_text(Document(_serialise(root)))
    everything = _lines(root)
    if len(main) < _SHORTEST_MAIN_SHARE * len(everything) and len(main) < _SHORTEST_MAIN:
        main = everything
    return Page(main, title, metadata)


def _main_text(document: "Document") -> str:
    from readability.readability import Unparseable

    try:
        return _lines(_parse(document.summary()))
    except Unparseable:
        return ""


def _keep_data(root: "HtmlElement") -> None:
    """Turn lists and tables of a story into paragraphs, one an item or row: extractors drop small ones as layout."""
    for block in [*root.iter("table"), *root.iter("ul"), *root.iter("ol")]:
        text = block.text_content().strip()
        linked = sum(len(link.text_content()) for link in block.iter("a"))
        if not text or linked > 0.3 * len(text) or not _stands_in_story(block):
            continue
        rows = block.iter("tr") if block.tag == "table" else block.iter("li")
        for row in list(rows):
            cells = row.iter("td", "th") if block.tag == "table" else [row]
            paragraph = row.makeelement("p")
            paragraph.text = " | ".join(filter(None, (" ".join(cell.text_content().split()) for cell in cells)))
            block.addprevious(paragraph)
        block.drop_tree()


def _stands_in_story(block: "HtmlElement") -> bool:
    """Whether a list or table is data between paragraphs, not layout around them."""
    parent = block.getparent()
    layout = {"p", "div", "form", "img", "script", "table", "ul", "ol"}
    nested = any(inner.tag in layout for inner in block.iterdescendants())
    if parent is None or nested:
        return False
    return any(len(paragraph.text_content()) >= _PARAGRAPH for paragraph in parent.findall("p"))


def _parse(html: str) -> "HtmlElement":
    import lxml.html

    # An encoding declared inside would contradict the text, which is decoded already.
    return lxml.html.document_fromstring(_XML_DECLARATION.sub("", html, count=1))


def _serialise(root: "HtmlElement") -> str:
    import lxml.html

    return str(lxml.html.tostring(root, encoding="unicode"))


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
    html = _ANY_TAG.sub(lambda tag: "<br>" if tag.group(1).lower() in _BLOCKS else "", html)
    return _BREAKS.sub("<br>", html)


def _lines(root: "HtmlElement") -> str:
    """Everything that ``root`` shows, one block a line."""
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
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(node.get("style") or ""))
    )
