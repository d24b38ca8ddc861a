"""Letters: written from dated templates, as HTML always and as PDF where Pango is installed.

What was sent is kept as it was sent, with its hash: a letter is never written a second time as proof.
"""

from shared.letters.asked import Addressed, Contact, Council, Line, Lines, letterhead
from shared.letters.kept import (
    KeptLetter,
    WrittenLetter,
    create_letters,
    keep_letter,
    let_be_withdrawn,
)
from shared.letters.pdf import PdfUnavailable, Unprintable, make_pdf, printed
from shared.letters.posting import (
    FolderSender,
    LetterState,
    NotifySender,
    Post,
    Refused,
    Sender,
    Undeliverable,
)
from shared.letters.sendings import LetterSending, create_sendings, let_sendings_be_struck_out
from shared.letters.sent import Book, LetterView, MistakenSending
from shared.letters.templates import UnknownLetter, Written, write
from shared.letters.wording import Size

__all__ = [
    "Addressed",
    "Book",
    "Contact",
    "Council",
    "FolderSender",
    "KeptLetter",
    "LetterSending",
    "LetterState",
    "LetterView",
    "Line",
    "Lines",
    "MistakenSending",
    "NotifySender",
    "PdfUnavailable",
    "Post",
    "Refused",
    "Sender",
    "Size",
    "Undeliverable",
    "UnknownLetter",
    "Unprintable",
    "Written",
    "WrittenLetter",
    "create_letters",
    "create_sendings",
    "keep_letter",
    "let_be_withdrawn",
    "let_sendings_be_struck_out",
    "letterhead",
    "make_pdf",
    "printed",
    "write",
]
