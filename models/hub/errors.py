"""What can go wrong between here and the hub. Each message is one sentence for the operator, without the token and
without signed addresses."""

from typing import TYPE_CHECKING

from models.errors import ModelUnavailableError

if TYPE_CHECKING:
    from huggingface_hub.errors import HfHubHTTPError


class HubError(ModelUnavailableError):
    """The hub's model cannot be had."""


class HubUnreachableError(HubError):
    """There is no network, the hub does not answer, or downloads are switched off."""


class HubAccessError(HubError):
    """The hub refuses: the model is private or gated, or the token is wrong (401, 403)."""


class HubNotFoundError(HubError):
    """The hub has no such model or revision (404)."""


class HubBusyError(HubError):
    """Too many requests from this address or account (429)."""


class HubFailureError(HubError):
    """The hub has a fault (5xx), or answers what nobody understands."""


class DiskFullError(HubError):
    """There is no room for the model."""


class DamagedDownloadError(HubError):
    """What came is not what the hub announced."""


class UnsafeWeightsError(HubError):
    """The weights are there only as pickle files, which can run any program."""


def explain(error: "HfHubHTTPError", model: str, revision: str, address: str) -> HubError:
    """The sentence for an answer of the hub that is an error."""
    from huggingface_hub.errors import GatedRepoError, RevisionNotFoundError

    status = error.response.status_code
    if isinstance(error, GatedRepoError):
        return HubAccessError(
            f"{model} is gated: accept its terms at {address}/{model}, then set HF_TOKEN to a token of that account."
        )
    if isinstance(error, RevisionNotFoundError):
        return HubNotFoundError(f"{model} has no revision {revision} on the hub; check the revision in the catalogue.")
    if status == 401 and error.response.headers.get("X-Error-Message", "").startswith("Invalid credentials"):
        return HubAccessError(
            f"The hub does not accept the token; make a new one at {address}/settings/tokens and set HF_TOKEN."
        )
    if status in (401, 403):
        return HubAccessError(
            f"The hub gives no access to {model} ({status}): it does not exist, or it is private; check its name, "
            f"and set HF_TOKEN to a token that may read it."
        )
    if status in (404, 410):
        return HubNotFoundError(f"The hub has no model {model} ({status}); check its name in the catalogue.")
    if status == 429:
        wait = error.response.headers.get("Retry-After", "")
        when = f"in {wait} seconds" if wait.isdigit() else "in some minutes"
        return HubBusyError(
            f"The hub refused {model} for too many requests (429); try again {when}; a token in HF_TOKEN may do more."
        )
    if status >= 500:
        return HubFailureError(f"The hub failed on {model} ({status}); this is not your fault, try again later.")
    return HubFailureError(f"The hub answered {status} for {model}; check that {address} is a Hugging Face hub.")


def unreachable(error: Exception, model: str, address: str) -> HubUnreachableError:
    """The sentence for a connection that failed."""
    reason = str(error) or type(error).__name__
    return HubUnreachableError(
        f"The hub {address} cannot be reached for {model} ({reason}); check the network and proxy, then try again: "
        f"what has come already is kept."
    )
