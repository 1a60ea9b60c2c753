"""Sending a questionnaire to many, following and stopping it, exporting what was answered."""
