"""Results to one page: ``report.html``, which loads nothing from a network.

>>> from collegium import report
>>> report.write(results, "report.html")         # doctest: +SKIP
"""

from collegium.report.page import drawn, write

__all__ = ["drawn", "write"]
