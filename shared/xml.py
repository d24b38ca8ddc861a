"""XML from outside: no document type is taken in any of it.

A document type can declare a text of a gigabyte in a few bytes, which is unpacked after every limit
on the bytes themselves was kept. Nothing that we read has one.
"""

from xml.parsers import expat

from shared.problems import InvalidInput


class Prolog:
    """What stands before a document's first element, looked at before anything else reads it."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = _refuse
        self._parser.StartElementHandler = self._begin
        self._begun = False

    def look_at(self, chunk: bytes) -> None:
        """Look at the next bytes until the first element has begun.

        Raises `InvalidInput` for a document type; what is no XML is left to the reader.
        """
        if self._begun:
            return
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError:
            self._begun = True

    def _begin(self, *_: object) -> None:
        self._begun = True


def _refuse(*_: object) -> None:
    raise InvalidInput("a document type in XML is not taken: save the file anew and send that")
