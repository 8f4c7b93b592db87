"""Everything that talks to the outside: HTTP, the command line, the page."""
