"""A change of the code that changes a byte of what the command lines write is seen."""

from tests.inputs.answered import KEPT, answered


def test_the_command_lines_answer_to_the_byte_as_when_last_looked_at():
    assert list(answered()) == KEPT.read_text().splitlines()
