"""Files of flows: what a file would change (planning), and writing it (services)."""
