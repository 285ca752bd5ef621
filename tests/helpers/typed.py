"""Commands typed as a person types them."""

from __future__ import annotations

import pytest

from collegium import cli

SHORT = ["--to", "2002-06-30", "--histories", "12", "--threads", "2"]
"""A run of the small council that takes a second."""


def ask(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, output, messages; never a traceback."""
    code = cli.main(argv)
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    return code, told.out, told.err
