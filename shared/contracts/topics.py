"""Where events are published: a topic for each service, the case as the key."""

from collections.abc import Mapping

PARTITIONS = 6
"""Of each topic, for ever: the partition of a key depends on their number."""

READS: Mapping[str, tuple[str, ...]] = {
    "referral": ("grants",),
    "means_test": ("grants", "referral"),
    "grants": ("means_test", "payments", "referral", "register"),
    "register": ("grants", "payments", "referral"),
    "payments": ("grants", "referral"),
    "forum": ("grants", "means_test", "payments", "referral", "register"),
}
"""Every service, and the publishers whose events it acts on: no others' are opened to it."""


PARTNER = "forum/"
"""The publisher of what the forum shares with one partner begins so."""


def topic_of(publisher: str) -> str:
    """The topic of a publisher's events, and of what is shared with one partner."""
    return f"dfg.{publisher.replace('/', '.')}"


def partner_topic(receiver: str) -> str:
    """The topic of what is shared with a partner."""
    return topic_of(PARTNER + receiver)


def partner_source(receiver: str) -> str:
    """The source of events that are shared with a partner, which has a topic of its own."""
    return f"/services/{PARTNER}{receiver}"


def publisher_of(topic: str) -> str:
    """Whose events a topic holds."""
    return topic.removeprefix("dfg.")
