"""Events between services: outbox, relay, transports, inbox, workers, dead letters."""
