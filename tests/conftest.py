"""Settings that hold for every test."""

import hypothesis

# The same examples in every run, and no failure because the machine was busy.
hypothesis.settings.register_profile("repository", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repository")
