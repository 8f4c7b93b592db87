"""What an editor does with the page, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from models.engines.lexicon import LexiconEngine
from tests.service.web.conftest import serving

STORY = """Pasar Kota Dibuka Kembali

😀 Pemerintah kota membuka kembali pasar lama pada hari Kamis. Biaya perbaikan pasar itu Rp 3,5 triliun.

Baca Juga:   Jalan Rusak di Dekat Pasar

Warga tidak membayar sewa sampai akhir tahun ini. Pemerintah mengganti RUSAKMESIN yang ada di pasar itu.
"""


class Page:
    """The page as its user sees it."""

    def __init__(self, browser: Chrome) -> None:
        self.browser = browser

    def one(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def until(self, condition: Callable[[], object]) -> None:
        WebDriverWait(self.browser, 20, poll_frequency=0.05).until(lambda _: condition())

    def paste(self, text: str) -> None:
        """As the clipboard does it: at once; ``send_keys`` types, and cannot type emoji."""
        self.browser.execute_script(
            "const box = arguments[0]; box.focus(); box.value = arguments[1];"
            "box.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertFromPaste'}));",
            self.one("#article-text"),
            text,
        )

    def send(self) -> None:
        self.one("#article-text").send_keys(Keys.CONTROL, Keys.ENTER)
        self.until(lambda: self.one("#submit").is_enabled())

    def problem(self) -> str:
        return self.one("#problem").text

    def clipboard(self) -> str:
        return str(
            self.browser.execute_async_script("navigator.clipboard.readText().then(arguments[arguments.length - 1])")
        )

    def errors(self) -> list[str]:
        return [entry["message"] for entry in self.browser.get_log("browser")]  # type: ignore[no-untyped-call]


@pytest.fixture
def page(browser: Chrome) -> Page:
    return Page(browser)


def test_from_paste_to_copy(page: Page) -> None:
    page.paste(STORY)
    assert page.one("#article-hint").text.endswith("characters, read as text")
    page.send()

    assert page.one("#headline").text == "Pasar Kota Dibuka Kembali"
    assert page.one(".provenance").text.startswith("Machine-translated, not checked by a person. Model lexicon")
    assert page.browser.switch_to.active_element == page.one("#headline")
    assert [row.text for row in page.all(".removed td")[1:3]] == ["", ""]  # collapsed
    page.one(".removed summary").click()
    assert "Link to another article" in page.one(".removed").text

    page.one("[aria-label='Copy the text, English']").click()
    page.until(lambda: page.one("[aria-label='Copy the text, English']").text == "Copied")
    copied = page.clipboard()
    assert "3.5 trillion" in copied
    assert copied.split("\n\n") == [paragraph.text for paragraph in page.all(".text .side-en")]
    page.one("[aria-label='Copy the summary, Indonesian']").click()
    page.until(lambda: page.clipboard() in STORY.replace("\n\n", " "))
    assert page.errors() == []


def test_what_to_check_is_marked_in_place_and_listed(page: Page) -> None:
    page.paste(STORY)
    page.send()
    entry = next(item for item in page.all(".checks li") if "Failed" in item.text)
    entry.find_element(By.TAG_NAME, "a").click()
    focused = page.browser.switch_to.active_element
    assert "RUSAKMESIN" in focused.text
    assert "flagged" in str(focused.get_attribute("class"))
    row = focused.find_element(By.XPATH, "ancestor::li")
    assert "Failed" in row.find_element(By.CSS_SELECTOR, ".checks-in-place").text


def test_sentences_light_up_with_their_counterpart(page: Page) -> None:
    page.paste(STORY)
    page.send()
    stops = page.all(".segment[data-side=id]")
    assert [stop.get_attribute("tabindex") for stop in stops].count("0") == 1
    page.browser.execute_script("arguments[0].focus()", stops[0])
    page.browser.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    lit = [node.text for node in page.all(".segment.lit")]
    # Behind an emoji, which is one character for the service and two for JavaScript.
    assert len(lit) == 2
    assert lit[0] == "Biaya perbaikan pasar itu Rp 3,5 triliun."
    assert lit[1].endswith("Rp 3.5 trillion.")


@pytest.mark.parametrize("where", ["#article-text", "#title", "#glossary"])
def test_markup_in_what_is_pasted_stays_text(page: Page, where: str) -> None:
    attack = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
    page.browser.execute_script("document.getElementById('glossary-box').open = true")
    page.paste(STORY.replace("pasar lama", f"pasar {attack} lama") if where == "#article-text" else STORY)
    if where == "#title":
        page.one(where).send_keys(f"Pasar {attack}")
    if where == "#glossary":
        page.one(where).send_keys(f"pasar lama={attack.replace('=', ' ')}")
    page.send()
    assert page.problem() == ""
    assert page.all("#result img, #result script") == []
    assert page.browser.title == "Intisari"
    if where != "#glossary":
        assert "<img src=x" in page.one("#result").text
    assert page.errors() == []


def test_a_refused_article_shows_the_sentence_of_the_service(page: Page) -> None:
    page.paste("Die Regierung hat den alten Markt am Donnerstag wieder eröffnet. Die Händler zahlen keine Miete.")
    page.send()
    assert "German" in page.problem() or "de" in page.problem()
    assert not page.one("#result").is_displayed()
    page.paste(STORY)
    page.send()
    assert not page.one("#problem").is_displayed()


def test_an_empty_form_and_a_wrong_glossary_are_told_before_anything_is_sent(page: Page) -> None:
    page.send()
    assert page.problem() == "Paste an article first, or try the sample."
    page.paste(STORY)
    page.one("#glossary-box summary").click()
    page.one("#glossary").send_keys("DPR RI=House of Representatives\nKPK")
    page.send()
    assert page.problem() == "Line 2 of the glossary is not a pair: write Indonesian=English."
    assert page.browser.switch_to.active_element == page.one("#glossary")


def test_html_is_recognised(page: Page) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.splitlines()[2:] if line)
    page.paste(f"<html><body><article><h1>Pasar Kota Dibuka Kembali</h1>{paragraphs}</article></body></html>")
    assert page.one("#article-hint").text.endswith("read as HTML")
    page.send()
    assert page.one("#headline").text == "Pasar Kota Dibuka Kembali"


def test_the_choices_are_what_is_asked_for(page: Page) -> None:
    page.paste(STORY)
    page.one("[name=summary][value=none] + span").click()
    page.one("[name=translate][value=none] + span").click()
    page.send()
    assert "nothing to do" in page.problem()
    page.one("[name=summary][value=short] + span").click()
    page.send()
    assert page.all(".side-en") == []
    assert page.one("#text-heading").text == "Cleaned text"
    assert len(page.all(".summary .pair-row")) == 1
    assert page.one(".provenance").text.startswith("Summarised by machine")


def test_the_summary_alone_can_be_translated(page: Page) -> None:
    page.paste(STORY)
    page.one("[name=translate][value=summary] + span").click()
    page.send()
    assert page.all(".side-en") == []
    assert page.all(".summary .pair-row p[lang=en]")


def test_files_are_opened_whatever_their_encoding(page: Page, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_bytes("“Pasar” dibuka – kembali".encode("cp1252"))
    page.one("#file").send_keys(str(old))
    page.until(lambda: page.one("#article-text").get_property("value") == "“Pasar” dibuka – kembali")
    binary = tmp_path / "story.pdf"
    binary.write_bytes(b"%PDF-1.7\0\0")
    page.one("#file").send_keys(str(binary))
    page.until(lambda: "story.pdf is not a text or HTML file" in page.problem())


def test_the_sample_works_and_its_frame_is_removed(page: Page) -> None:
    page.one("#sample").click()
    page.until(lambda: page.one("#article-text").get_property("value"))
    page.send()
    removed = str(page.one(".removed").get_property("textContent"))
    for line in ("Home » Ekonomi", "Baca Juga", "Copyright", "close"):
        assert line in removed
    assert len(page.all(".text .pair-row")) == 5


def test_the_page_speaks_indonesian_and_remembers_it(page: Page) -> None:
    page.paste(STORY)
    page.send()
    page.one("[data-language=id]").click()
    assert page.one("#summary-heading").text == "Ringkasan"
    assert page.one("html").get_attribute("lang") == "id"
    assert page.one("#submit").text == "Ringkas dan terjemahkan"
    page.browser.refresh()
    assert page.one("#submit").text == "Ringkas dan terjemahkan"
    for node in page.all("[data-text]"):
        assert node.get_property("textContent") != node.get_attribute("data-text")


def test_every_control_has_a_name(page: Page) -> None:
    page.paste(STORY)
    page.send()
    controls = [control for control in page.all("button, input, textarea, a, summary") if control.is_displayed()]
    assert len(controls) > 15
    assert [control.get_attribute("outerHTML") for control in controls if not control.accessible_name] == []


def test_a_running_request_can_be_cancelled(page: Page) -> None:
    with serving(LexiconEngine(delay=1.0)) as slow:
        page.browser.get(slow)
        page.paste(STORY)
        page.one("#submit").click()
        page.until(lambda: page.one("#cancel").is_displayed())
        assert not page.one("#submit").is_enabled()
        page.one("#cancel").click()
        page.until(lambda: page.one("#submit").is_enabled())
        assert page.one("#status").get_property("textContent") == "Cancelled."
        assert not page.one("#result").is_displayed()
        assert page.problem() == ""


def test_a_service_that_is_gone_is_told(page: Page) -> None:
    with serving(LexiconEngine()) as address:
        page.browser.get(address)
    page.paste(STORY)
    page.send()
    assert page.problem().startswith("The service cannot be reached.")


def test_nothing_sticks_out_of_a_narrow_screen(page: Page) -> None:
    page.paste(STORY)
    page.send()
    size = {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert page.browser.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
