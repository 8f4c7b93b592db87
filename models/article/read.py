"""From what people send, a text or a page, to an :class:`~models.article.document.Article`."""

import re
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

from models.article.boilerplate import Story, remove_boilerplate, stands_alone
from models.article.characters import clean_characters
from models.article.document import Article, Metadata, Paragraph
from models.article.html import extract
from models.article.language import NAMES, detect_language, indonesian_share
from models.article.lines import split_glued, unwrap
from models.article.sentences import split_sentences
from models.errors import EmptyTextError, LanguageError, NoArticleError

_SPACES = re.compile(r"\s+")
#: Languages that the models take, ``und`` among them: names and headlines have no function words.
_ACCEPTED = frozenset({"id", "ms", "en", "und"})
#: A text of so many words without Indonesian function words is not Indonesian, whatever it is.
_LONG = 60


def read_text(text: str, title: str | None = None, *, check_language: bool = True) -> Article:
    """Clean, segment and identify an article that came as plain text.

    Args:
        text: one paragraph a line or hard-wrapped, as copied or scraped.
        title: where it is known. Otherwise a first line without a full stop, above the story, is the title.
        check_language: whether a language that cannot be translated is an error.

    Raises:
        EmptyTextError: there is no letter and no digit in the text.
        NoArticleError: every line was boilerplate.
        LanguageError: the text is neither Indonesian nor Malay nor English.

    >>> text = 'Beras Naik\\nJAKARTA - Harga beras naik lagi di pasar induk hari ini.\\nBaca juga: Gula Turun'
    >>> article = read_text(text)
    >>> article.title, article.paragraphs[0].text, article.metadata.dateline
    ('Beras Naik', 'Harga beras naik lagi di pasar induk hari ini.', 'JAKARTA')
    >>> [piece.rule for piece in article.removed]
    ['dateline', 'related-link']
    """
    return _read(text, title, Metadata(), check_language)


def read_html(
    html: str | bytes, title: str | None = None, url: str | None = None, *, check_language: bool = True
) -> Article:
    """Like :func:`read_text`, for a whole page or the HTML of a post.

    Args:
        url: address of the page, for the name of the site where the page does not say it; it is not fetched.

    Raises:
        EmptyTextError: there is nothing in it, or nothing that is shown.
        NoArticleError: it has text, but no main text.
        LanguageError: as in :func:`read_text`.
    """
    if not html.strip():
        raise EmptyTextError("The HTML is empty. Send the HTML of the page, or of the post.")
    page = extract(html)
    if not any(map(str.isalnum, page.text)):
        raise NoArticleError(
            "The HTML has no main text: nothing in it is shown as text. If the page is filled in by scripts, send it "
            "as it is after loading, or send the text."
        )
    site = page.metadata.site or (urlsplit(url).hostname if url else None)
    return _read(page.text, title or page.title, replace(page.metadata, site=site), check_language)


def _read(text: str, title: str | None, metadata: Metadata, check_language: bool) -> Article:
    text = clean_characters(text)
    title = _SPACES.sub(" ", clean_characters(title)).strip() or None if title else None
    if not any(map(str.isalnum, text)):
        raise EmptyTextError(
            "There is nothing to read in the text: it has no letters or digits. Send the text of the article."
        )
    story = remove_boilerplate(unwrap(text, stands_alone), title)
    paragraphs = tuple(_paragraph(text) for line in story.lines for text in split_glued(line.text))
    if not paragraphs:
        raise NoArticleError(_nothing_left(story))
    language, notes = _language(paragraphs, check_language)
    found = Metadata(
        metadata.author or story.metadata.author,
        metadata.date or story.metadata.date,
        metadata.site or story.metadata.site,
        story.metadata.dateline,
    )
    return Article(story.title, paragraphs, story.removed, found, language, (*notes, *story.notes))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(text, split_sentences(text), detect_language(text))


def _nothing_left(story: Story) -> str:
    rules = sorted({piece.rule for piece in story.removed})
    first = story.removed[0].text[:60] if story.removed else ""
    return (
        f"No article is left: every line was taken for something around an article ({', '.join(rules)}; the first line "
        f"was “{first}”). Send the text of the story itself."
    )


def _language(paragraphs: tuple[Paragraph, ...], check: bool) -> tuple[str, tuple[str, ...]]:
    """Language of the whole, and what the reader should know about it."""
    whole = "\n".join(paragraph.text for paragraph in paragraphs)
    language = _main_language(paragraphs) or detect_language(whole)
    long = len(whole.split()) >= _LONG
    if language == "und" and long and indonesian_share(whole) < 0.02:
        if check:
            raise LanguageError(_refusal("und"), "und")
        return "und", ("The text is not in Indonesian, and its language was not recognised.",)
    if language not in _ACCEPTED:
        if check:
            raise LanguageError(_refusal(language), language)
        return language, (f"The text looks like {NAMES[language]}; it was treated as Indonesian.",)
    if language == "en":
        return "en", ("The article is in English already and is not translated.",)
    notes = []
    if language == "ms":
        notes.append("The text is in Malay, not Indonesian; the translation may be worse.")
    others = (
        {paragraph.language for paragraph in paragraphs} - {language, "und"} - ({"ms"} if language == "id" else {"id"})
    )
    for other in sorted(others):
        count = sum(paragraph.language == other for paragraph in paragraphs)
        stays = " and stay as they are" if other == "en" else ""
        notes.append(f"{count} of {len(paragraphs)} paragraphs are in {NAMES[other]}{stays}.")
    return ("id" if language == "und" else language), tuple(notes)


def _main_language(paragraphs: tuple[Paragraph, ...]) -> str | None:
    """The language of most words, paragraphs too short to tell left out."""
    words: Counter[str] = Counter()
    for paragraph in paragraphs:
        if paragraph.language != "und":
            words[paragraph.language] += len(paragraph.text.split())
    return words.most_common(1)[0][0] if words else None


def _refusal(language: str) -> str:
    return (
        f"The text is in {NAMES[language]}, not in Indonesian. Send an Indonesian text; if this is one, ask for it to "
        "be translated without the language check."
    )
