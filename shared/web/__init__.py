"""Application factory, problem details, bearer tokens, scopes and reach, idempotency, lists, feeds."""
