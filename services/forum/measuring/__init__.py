"""How a report is drawn up from the read models, for every desk that shows one."""
