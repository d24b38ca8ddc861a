"""Traces, metrics and structured logs, wired in one call."""

from shared.observability.setup import observe

__all__ = ["observe"]
