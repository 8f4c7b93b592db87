"""Engines: what runs a model. Importing this package imports none of them."""
