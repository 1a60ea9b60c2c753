"""The animator writes the questions: sections, conditions, the lines that answers give; versions."""
