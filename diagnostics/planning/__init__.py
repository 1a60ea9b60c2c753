"""Who visits whom and when: assignments, slots, calendars, progress, drafts that sleep, quality."""
