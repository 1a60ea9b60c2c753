import logging

from symbiose.logs import RedactLinks, redact


def test_logs_keep_no_address_that_opens_something():
    text = "GET /e/abc234/home/ /invitations/xyz567/ /accounts/password/reset/key/1-abc-def/ /p/pays/"

    assert redact(text) == "GET /e/***/home/ /invitations/***/ /accounts/password/reset/key/***/ /p/pays/"


def test_a_record_is_redacted_with_its_arguments():
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", ("/e/secret234/x",), None)

    RedactLinks().filter(record)

    assert "secret234" not in record.getMessage()
