"""A Kafka broker, as a client reaches it."""

import ssl
from dataclasses import dataclass, field
from typing import Any


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
        if self.username:
            told |= {
                "sasl_mechanism": "PLAIN",
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password,
            }
        return told
