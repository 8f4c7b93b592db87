"""The newsroom page."""
