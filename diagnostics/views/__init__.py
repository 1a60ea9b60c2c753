"""The pages of visits, lines, imports and questionnaires; `personal` holds those of a company's own link."""
