"""``intisari article`` as it is used: files in, results out, failures named. The engine is the lexicon."""

import io
import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from service.api.schemas import ArticleAnswer
from service.cli import main
from tests.service.cli.serving import command, environment

STORY = """Pasar Kota Dibuka Kembali

Pemerintah kota membuka kembali pasar lama pada hari Kamis. Biaya perbaikan pasar itu Rp 3,5 triliun.

Baca Juga:   Jalan Rusak di Dekat Pasar

Warga tidak membayar sewa sampai akhir tahun ini. Ada 248 orang yang sudah mendaftar untuk berjualan di sana.
"""
PAGE = "<html><head><title>Pasar</title></head><body><article><h1>Pasar Kota Dibuka Kembali</h1>{}</article></body>"
GERMAN = (
    "Die Regierung hat den alten Markt am Donnerstag wieder eröffnet. Die Händler zahlen in diesem Jahr keine Miete."
)


@pytest.fixture(autouse=True)
def lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_TRANSLATOR", "lexicon")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def story(tmp_path: Path) -> str:
    return write(tmp_path / "story.txt", STORY)


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def answers(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> Result:
        code = main(["article", *arguments])
        return Result(code, *capfd.readouterr())

    return run


def test_piped_output_is_the_answer_of_the_http_interface(run: Any, story: str) -> None:
    result = run(story)
    [answer] = result.answers
    assert (result.code, result.err) == (0, "")
    assert answer.pop("source") == story
    parsed = ArticleAnswer.model_validate(answer)
    assert parsed.summary is not None
    assert parsed.models.translator is not None
    assert parsed.models.translator.name == "lexicon"
    assert "Rp 3,5 triliun" in parsed.paragraphs[0].id
    assert "3.5 trillion" in (parsed.paragraphs[0].en or "")
    assert ["Baca Juga" in piece.text for piece in parsed.removed] == [True]


def test_text_html_and_json_inputs_say_the_same(run: Any, tmp_path: Path, story: str) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.splitlines()[2:] if line)
    page = write(tmp_path / "page.txt", PAGE.format(paragraphs))
    request = write(tmp_path / "request.txt", json.dumps({"text": STORY}))
    answers = run(story, page, request).answers
    assert len(answers) == 3
    assert answers[0]["paragraphs"] == answers[1]["paragraphs"] == answers[2]["paragraphs"]


def test_options_win_over_a_json_input(run: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", json.dumps({"text": STORY, "summary": {"length": "long"}, "translate": "full"}))
    [answer] = run(file, "--summary", "1", "--translate", "none", "--title", "Kabar pasar").answers
    assert len(answer["summary"]["sentences"]) == 1
    assert answer["paragraphs"][0]["en"] is None
    assert answer["title"] == {"id": "Kabar pasar", "en": None}


def test_no_summary(run: Any, story: str) -> None:
    [answer] = run(story, "--summary", "none").answers
    assert answer["summary"] is None


def test_a_glossary_is_used_or_its_breach_is_flagged(run: Any, story: str, tmp_path: Path) -> None:
    terms = write(tmp_path / "terms.csv", "pasar lama;heritage market\n")
    [answer] = run(story, "--glossary", terms).answers
    used = "heritage market" in answer["paragraphs"][0]["en"]
    assert used or "glossary" in [check["kind"] for check in answer["checks"]]


def test_one_bad_input_does_not_stop_the_others(run: Any, story: str, tmp_path: Path) -> None:
    bad = {
        "none.txt": None,
        "folder": None,
        "empty.txt": "",
        "german.txt": GERMAN,
        "broken.json": '{"text": "Pasar',
        "wrong.json": '{"text": "Pasar kota dibuka.", "sumary": false}',
        "list.json": '[{"text": "Pasar kota dibuka."}]',
        "url.json": '{"url": "https://example.org/"}',
    }
    (tmp_path / "folder").mkdir()
    for name, content in bad.items():
        if content is not None:
            write(tmp_path / name, content)
    names = [str(tmp_path / name) for name in bad]
    result = run(story, *names, story)
    assert result.code == 1
    assert [answer["source"] for answer in result.answers] == [story, story]
    lines = result.err.splitlines()
    assert [line.split(": ")[1] for line in lines] == names
    assert all(line.startswith("intisari: ") and line.endswith((".", "?", "*")) for line in lines), lines


def test_other_languages_can_be_insisted_on(run: Any, tmp_path: Path) -> None:
    german = write(tmp_path / "german.txt", GERMAN)
    assert "--language id" in run(german).err
    assert run(german, "--language", "id").code == 0


def test_windows_1252_is_read_with_a_note(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes((STORY + "\n“Semua senang,” kata Rina, warga kota itu.\n").encode("cp1252"))
    result = run(str(file))
    assert result.code == 0
    assert "Windows-1252" in result.err
    assert "“Semua senang,”" in result.answers[0]["paragraphs"][-1]["id"]


def test_a_failing_segment_is_flagged_and_the_rest_is_there(run: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", STORY + "\nPemerintah kota mengganti RUSAKMESIN lama di pasar itu.\n")
    result = run(file, "--text")
    assert result.code == 0
    assert "! failed: " in result.out
    assert "3.5 trillion" in result.out


def test_the_standard_input_is_read_where_nothing_is_named(
    run: Any, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in ((), ("-",)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
        [answer] = run(*arguments).answers
        assert answer["source"] == "-"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "pipe an article in"),
        (("-", "-"), "only once"),
        (("a", "b", "--title", "x"), "--title"),
        (("a", "--summary", "0"), "'0'"),
        (("a", "--summary", "1000000000"), "'1000000000'"),
        (("a", "--translate", "all"), "--translate"),
        (("a", "--glossary", "none.tsv"), "none.tsv"),
        (("a", "--fast"), "--fast"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_and_code_2(
    run: Any, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert result.err.count("\n") == 1


def test_a_wrong_setting_is_one_sentence_and_code_2(run: Any, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_WORKERS", "many")
    result = run(story)
    assert result.code == 2
    assert "INTISARI_WORKERS" in result.err


def test_an_unknown_model_is_one_sentence(run: Any, story: str) -> None:
    result = run(story, "--model", "nothing")
    assert result.code == 1
    assert result.err.startswith("intisari: There is no model 'nothing'")
    assert result.err.count("\n") == 1


def test_a_reader_that_goes_away_ends_it_quietly(story: str) -> None:
    process = subprocess.Popen(
        command("article", *[story] * 300), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(30) == 141
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()


def test_ctrl_c_stops_at_once_and_says_how_many_are_done(story: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        command("article", story, str(tmp_path), "-"),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "It is a folder" in process.stderr.readline()  # the next one is the standard input, which never ends
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert json.loads(out)["source"] == story
    assert err == "\nintisari: stopped; 1 of 3 done.\n"
