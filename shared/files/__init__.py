"""Documents: taken in as a stream, told by what they hold, kept once and never changed.

The content lies in a folder here and in S3-compatible storage in production, under a random key; who
may see it is decided by its row in the service's schema. A name never leads to content.
"""

from shared.files.documents import Document, create_documents, keep
from shared.files.incoming import Incoming, TooLarge, receive
from shared.files.kinds import Kind, NotAccepted
from shared.files.scanning import Infected, Scan, Scanner, ScannerUnavailable, clamd, no_scanner
from shared.files.store import Damaged, Store, Unavailable

__all__ = [
    "Damaged",
    "Document",
    "Incoming",
    "Infected",
    "Kind",
    "NotAccepted",
    "Scan",
    "Scanner",
    "ScannerUnavailable",
    "Store",
    "TooLarge",
    "Unavailable",
    "clamd",
    "create_documents",
    "keep",
    "no_scanner",
    "receive",
]
