"""Engine, unit of work, row-level security, audit trail."""
