"""Sharing events with partners under agreements: as a feed, a stream, webhooks or over Kafka."""
