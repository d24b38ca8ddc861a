"""A life drawn from its table: a diagram that GitHub and others show, and the clause of each step."""


def drawn(table, begins=(), ends=()):
    """As Markdown; where the table does not say it, what leads in and out is given."""
    arrows = [f"{t.origin or '[*]'} --> {t.to}: {t.step}" for t in table]
    rows = [f"| {t.step} | {t.origin or 'new'} | {t.to} | {t.clause} |" for t in table]
    lines = [
        *("```mermaid", "stateDiagram-v2"),
        *(f"    {arrow}" for arrow in (*begins, *arrows, *ends)),
        *("```", "", "| step | from | to | clause |", "| --- | --- | --- | --- |"),
        *rows,
    ]
    return "\n".join(lines) + "\n"
