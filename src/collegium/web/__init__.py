"""The explorer: histories in the browser, from a server on this machine or in one file."""
