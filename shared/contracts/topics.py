"""Where events are published: a topic for each service, the case as the key."""

PARTITIONS = 6
"""Of each topic, for ever: the partition of a key depends on their number."""


def topic_of(publisher: str) -> str:
    """The topic of a publisher's events."""
    return f"dfg.{publisher}"


def publisher_of(topic: str) -> str:
    """Whose events a topic holds."""
    return topic.removeprefix("dfg.")
