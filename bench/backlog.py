"""A backlog of events as the outbox holds them: 200 bytes of data, distinct keys, real headers."""

EVENTS = 200_000
DATA_BYTES = 200
TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

COLUMNS = "id, type, source, subject, key, case_id, district, occurred_at, traceparent, data"
MAKE = f"""
SELECT gen_random_uuid(), 'referral.received', '/services/referral', case_id::text, case_id::text,
       case_id, 'E07000081', now(), '{TRACEPARENT}', rpad(told, {DATA_BYTES})
FROM (SELECT gen_random_uuid() AS case_id FROM generate_series(1, {EVENTS})) AS cases,
LATERAL (SELECT format(
    '{{"case_id": "%s", "district": "E07000081", "received_on": "2026-03-02",'
    ' "source": "occupational_therapist"}}', case_id)) AS event (told)
"""
