"""A Kafka broker, as a client reaches it."""

import logging
import ssl
from dataclasses import dataclass, field
from typing import Any

THIS_MACHINE = {"127.0.0.1", "localhost"}
"""What goes to this machine's own addresses leaves it nowhere: a password may go in the clear."""


@dataclass(frozen=True, slots=True)
class Broker:
    """Where it is, and who the client is to it."""

    bootstrap: str
    username: str = ""
    """The principal; empty: the broker asks nobody who they are."""
    password: str = field(default="", repr=False)
    tls: bool = False

    def client(self) -> dict[str, Any]:
        """What aiokafka's clients are told."""
        told: dict[str, Any] = {
            "bootstrap_servers": self.bootstrap,
            "security_protocol": f"{'SASL_' if self.username else ''}"
            f"{'SSL' if self.tls else 'PLAINTEXT'}",
        }
        if self.tls:
            told["ssl_context"] = ssl.create_default_context()
        if self.username and not self.tls and self._is_here:
            logging.getLogger("aiokafka.conn").addFilter(_says_more_than_in_the_clear)
        if self.username:
            told |= {
                "sasl_mechanism": "PLAIN",
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password,
            }
        return told

    @property
    def _is_here(self) -> bool:
        return {each.rpartition(":")[0] for each in self.bootstrap.split(",")} <= THIS_MACHINE


def _says_more_than_in_the_clear(record: logging.LogRecord) -> bool:
    """All but aiokafka's warning at each connection, which is for a broker on another machine."""
    return record.msg != "Sending username and password in the clear"
