"""Error reports to the operator's collector, without what must not leave the instance."""

import json
from typing import Any

import sentry_sdk

from symbiose.logs import redact


def report_to(dsn: str) -> None:
    """Send errors to the address of SENTRY_DSN; neither bodies, nor cookies, nor who was signed in."""
    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        traces_sample_rate=0,
        before_send=without_links,
        before_breadcrumb=lambda crumb, hint: None,
    )


def without_links(event: Any, hint: dict[str, Any]) -> Any:
    """Take the secret part of personal links out of every text of the report."""
    return json.loads(redact(json.dumps(event, default=str)))
