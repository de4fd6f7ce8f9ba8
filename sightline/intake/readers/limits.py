"""How much is read at once: every bound on what comes in, with its reason. See `docs/operator/limits-of-files.md`.

A bound is never a guess at what is suspicious: it lies well above the largest file that an authority is known to send,
and low enough for a server with two processors and four gigabytes.
"""

LARGEST_FILE = 200_000_000
"""Bytes of one file. The national register, the largest that anybody sends, has 60 million; reading a text takes about
six times its size in memory."""

LARGEST_UNPACKED = 300_000_000
"""Bytes of all that a packed file (a zip, a gzip, a workbook) comes to."""

MOST_TIMES_LARGER = 200
"""How many times its packed size a file may come to, once it is beyond `RATIO_COUNTS_FROM`. Tables come to 5 to 40
times, the emptiest workbook to about 100; nothing but padding comes to more."""

RATIO_COUNTS_FROM = 50_000_000
"""Bytes below which nobody minds how well something was packed."""

MOST_MEMBERS = 1_000
"""Files in a packed file. A workbook has some tens; a school census has four."""

LARGEST_XML = 50_000_000
"""Bytes of one XML document, which is held in memory as a tree of about ten times the size. A whole authority's census
of children in need has about 20 million."""

DEEPEST_XML = 100
"""Elements within elements. The census of children in need has nine."""

LONGEST_CELL = 100_000
"""Characters of one cell. A spreadsheet keeps no more than 32,767."""

MOST_COLUMNS = 1_000
"""Headings of one table. The register of schools, the widest that anybody sends, has 140."""

MOST_CELLS = 10_000_000
"""Cells of one sheet, empty ones between filled ones counted: a workbook's sheet is laid out whole in memory."""

MOST_TEXT = 500_000_000
"""Characters of all cells of a sheet, a text that many cells share counted in each."""

LOOK_FOR_HEADINGS = 30
"""Rows in which headings are looked for: titles, dates of printing and instructions may stand above them."""

MOST_MERGED = 1_000_000
"""Cells of one sheet that lie below the first of merged ones, into which its value is carried down."""
