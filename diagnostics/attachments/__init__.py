"""Photos and documents: checked, stripped of position, served as attachments."""
