"""Sharing with partners: what an agreement says, and how an event looks to whom it is shared with."""
