"""ZIP archives from outside, as Word and Excel files are: what one that is damaged raises."""

import struct
import zipfile
import zlib

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
)
"""`zipfile` and what reads its parts raise all of these where bytes are not what they should be: a
place before the file's beginning, a name or a text in no encoding, an encoding that is none."""
LOCKED = (RuntimeError, NotImplementedError)
"""A password, or a way of packing that is not known."""
PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How Word and Excel pack. Other ways may ask for gigabytes before the first byte comes out."""
