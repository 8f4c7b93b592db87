"""Models of the Hugging Face hub: verified snapshots in our cache."""

from models.hub.options import HubOptions
from models.hub.snapshot import download

__all__ = ["HubOptions", "download"]
