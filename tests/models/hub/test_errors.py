import logging
import socket
from dataclasses import replace

import pytest

from models.errors import ModelUnavailableError
from models.hub import HubOptions, download, transfer
from models.hub.errors import (
    HubAccessError,
    HubBusyError,
    HubFailureError,
    HubNotFoundError,
    HubUnreachableError,
)
from tests.models.hub.conftest import COMMIT, WEIGHTS, entry
from tests.models.hub.stand_in import Hub

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz123456"


def test_no_network_is_said(options: HubOptions) -> None:
    with socket.socket() as closed:  # bound, but nobody listens
        closed.bind(("127.0.0.1", 0))
        nowhere = replace(options, endpoint=f"http://127.0.0.1:{closed.getsockname()[1]}")
        with pytest.raises(HubUnreachableError, match=r"cannot be reached for redaksi/kecil \(.*refused.*network"):
            download(entry(), nowhere)


def test_a_hub_that_does_not_answer_is_not_waited_for_endlessly(
    options: HubOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_ETAG_TIMEOUT", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(HubUnreachableError, match="timed out"):
            download(entry(), replace(options, endpoint=f"http://127.0.0.1:{silent.getsockname()[1]}"))


def test_an_unknown_model_is_named(options: HubOptions) -> None:
    with pytest.raises(HubAccessError, match=r"no access to redaksi/tidak-ada \(401\).*HF_TOKEN"):
        download(entry(name="redaksi/tidak-ada"), options)


def test_an_unknown_revision_is_named(options: HubOptions) -> None:
    with pytest.raises(HubNotFoundError, match=f"redaksi/kecil has no revision {'c' * 40}"):
        download(entry("c" * 40), options)


def test_an_id_that_the_hub_cannot_have_is_said(options: HubOptions) -> None:
    with pytest.raises(HubNotFoundError, match="owner/name"):
        download(entry(name="terlalu/banyak/garis"), options)


def test_a_gated_model_says_where_to_agree(hub: Hub, options: HubOptions) -> None:
    hub.repositories["redaksi/kecil"].gated = True
    with pytest.raises(HubAccessError, match=rf"gated: accept its terms at {hub.endpoint}/redaksi/kecil, then"):
        download(entry(), options)


@pytest.mark.parametrize(
    ("status", "headers", "kind", "message"),
    [
        (403, {}, HubAccessError, r"no access to redaksi/kecil \(403\)"),
        (404, {}, HubNotFoundError, r"no model redaksi/kecil \(404\)"),
        (429, {"Retry-After": "90"}, HubBusyError, r"too many requests \(429\); try again in 90 seconds"),
        (429, {}, HubBusyError, "try again in some minutes"),
        (500, {}, HubFailureError, r"failed on redaksi/kecil \(500\)"),
        (503, {}, HubFailureError, r"failed on redaksi/kecil \(503\)"),
        (418, {}, HubFailureError, r"answered 418 .* is a Hugging Face hub"),
    ],
)
def test_each_refusal_is_one_sentence(
    hub: Hub, options: HubOptions, status: int, headers: dict[str, str], kind: type[Exception], message: str
) -> None:
    hub.status, hub.headers = status, headers
    with pytest.raises(kind, match=message) as raised:
        download(entry(), options)
    assert "\n" not in str(raised.value)
    assert len(hub.asked) == 1, "a refusal is not asked for again"


def test_what_is_no_hub_is_said(hub: Hub, options: HubOptions) -> None:
    hub.status = 200
    hub.headers = {"Content-Type": "text/html"}
    with pytest.raises(HubFailureError, match="does not answer as a Hugging Face hub does"):
        download(entry(), options)


def test_a_fault_in_mid_download_is_tried_again(hub: Hub, options: HubOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "PAUSES", (0.0,))
    hub.failing["model.safetensors"] = [502]
    assert (download(entry(COMMIT), options) / "model.safetensors").read_bytes() == WEIGHTS
    (download(entry(COMMIT), options) / "model.safetensors").unlink()
    hub.failing["model.safetensors"] = [502, 502]
    with pytest.raises(HubFailureError, match="502"):
        download(entry(COMMIT), options)


def test_a_private_model_takes_a_token(hub: Hub, options: HubOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.repositories["redaksi/kecil"].token = TOKEN
    with pytest.raises(HubAccessError, match="HF_TOKEN"):
        download(entry(), options)
    download(entry(), replace(options, token=TOKEN))
    for asked in hub.asked:
        if asked.host in hub.storage:
            assert asked.authorization == "", "the token was sent to the storage"
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    (download(entry(), options) / "config.json").unlink()
    download(entry(), options)
    assert hub.asked[-1].authorization == f"Bearer {TOKEN}"


def test_a_wrong_token_is_said(hub: Hub, options: HubOptions) -> None:
    hub.repositories["redaksi/kecil"].token = TOKEN
    with pytest.raises(HubAccessError, match=r"does not accept the token.*/settings/tokens"):
        download(entry(), replace(options, token="hf_other"))


@pytest.mark.parametrize("token", [TOKEN, f"{TOKEN}\nX: 1", f"{TOKEN} é"])
def test_the_token_is_in_no_error_log_or_repr(
    hub: Hub, options: HubOptions, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    caplog.set_level(logging.DEBUG)
    options = replace(options, token=token)
    hub.cuts["model.safetensors"] = [100]
    hub.repositories["redaksi/kecil"].gated = True
    with pytest.raises(ModelUnavailableError) as raised:
        download(entry(), options)
    told = [repr(options), caplog.text]
    error: BaseException | None = raised.value
    while error is not None:
        told.append(repr(error))
        error = error.__cause__ or error.__context__
    hub.repositories["redaksi/kecil"].gated = False
    if token == TOKEN:
        download(entry(), options)
        told.append(caplog.text)
    assert not any(TOKEN in text for text in told)
