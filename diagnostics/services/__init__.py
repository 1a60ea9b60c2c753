"""What changes diagnostics, flows and questionnaires: one verb, one transaction each."""
