"""Settings come from the environment, are checked, and are all documented."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import READ_ELSEWHERE, Settings, available_cores, explain, variable

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
SERVICE = Path(__file__).parents[2] / "service"


def table() -> str:
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = f"`{field.default}`" if field.default not in (None, ()) else ""
        lines.append(f"| `{variable(name)}` | {default} | {field.description} |")
    lines += [f"| `{name}` | | {meaning} |" for name, meaning in READ_ELSEWHERE.items()]
    return "\n".join(lines) + "\n"


def test_the_page_has_the_table_of_the_code() -> None:
    """After a change of a setting, put ``table()`` into the page."""
    assert table() in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_used(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SERVICE.rglob("*.py"))
    assert f"settings.{name}" in code or f"self.{name}" in code


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_MAX_TEXTS", "7")
    monkeypatch.setenv("INTISARI_TRANSLATOR", "lexicon")
    assert (Settings().max_texts, Settings().translator) == (7, "lexicon")


def test_further_models_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_MODELS", " Helsinki-NLP/opus-mt-id-en, /srv/models/own ,")
    assert Settings().models == ("Helsinki-NLP/opus-mt-id-en", "/srv/models/own")
    assert Settings(models=("a", "b")).models == ("a", "b")


@pytest.mark.parametrize(("written", "size"), [("512MiB", 512 << 20), ("2GiB", 2 << 30), ("1000000", 1_000_000)])
def test_memory_is_written_as_people_write_it(monkeypatch: pytest.MonkeyPatch, written: str, size: int) -> None:
    monkeypatch.setenv("INTISARI_MODEL_MEMORY", written)
    assert Settings().model_memory == size


def test_the_token_of_the_hub_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_HUB_TOKEN", "hf_of_ours")
    assert Settings().token() == "hf_of_ours"
    assert "hf_of_ours" not in f"{Settings()!r} {Settings().model_dump_json()}"


def test_arguments_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_PORT", "9000")
    assert Settings(port=8080).port == 8080


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("INTISARI_PORT", "http", "INTISARI_PORT: "),
        ("INTISARI_PORT", "70000", "INTISARI_PORT: "),
        ("INTISARI_WORKERS", "0", "INTISARI_WORKERS: "),
        ("INTISARI_MAX_SECONDS", "nan", "INTISARI_MAX_SECONDS: "),
        ("INTISARI_TRANSLATOR", " ", "INTISARI_TRANSLATOR: "),
        ("INTISARI_DEVICE", "gpu", "INTISARI_DEVICE: "),
        ("INTISARI_COMPUTE_TYPE", "int4", "INTISARI_COMPUTE_TYPE: "),
        ("INTISARI_SUMMARY_POLICY", "lax", "INTISARI_SUMMARY_POLICY: "),
        ("INTISARI_MODEL_MEMORY", "much", "INTISARI_MODEL_MEMORY: "),
        ("INTISARI_MODEL_MEMORY", "0", "INTISARI_MODEL_MEMORY: "),
        ("INTISARI_ALLOW_NONCOMMERCIAL", "maybe", "INTISARI_ALLOW_NONCOMMERCIAL: "),
        ("INTISARI_TRANSLATORS", "x", "INTISARI_TRANSLATORS is not a setting; did you mean INTISARI_TRANSLATOR?"),
        ("INTISARI_WORKER", "2", "INTISARI_WORKER is not a setting; did you mean INTISARI_WORKERS?"),
        ("INTISARI_ZZZ", "2", "INTISARI_ZZZ is not a setting; docs/settings.md lists the settings."),
    ],
)
def test_a_wrong_or_unknown_variable_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert explain(refused.value).startswith(sentence)
    assert "\n" not in explain(refused.value)


def test_the_variables_of_other_parts_are_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in READ_ELSEWHERE:
        monkeypatch.setenv(name, "x")
    Settings()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]


def test_workers_and_threads_together_use_the_cores() -> None:
    cores = available_cores()
    assert Settings().cores_plan() == (cores, 1)
    assert Settings(threads=cores).cores_plan() == (1, cores)
    assert Settings(workers=3, threads=2).cores_plan() == (3, 2)


def test_the_default_address_is_this_machine_only() -> None:
    assert not {name for name in os.environ if name.startswith("INTISARI_")}
    assert Settings().host == "127.0.0.1"
