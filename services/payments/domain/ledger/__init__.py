"""Double entry: what every account of a grant is, and what each event posts."""
