"""A visit without network: what a tablet sends, two people on one field, what the page may know offline."""
