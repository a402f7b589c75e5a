"""Texts of the data dictionary for monitors and alerts (see `dictionary_texts`)."""

Text = tuple[str, str, str]

_TIME = "UTC, ISO 8601 with milliseconds and Z"
_NOW = "2026-11-24T11:22:33.123Z"

TABLES: dict[str, str] = {
    "alert_deliveries": "What was told of an alert, on which channel, and whether it arrived.",
    "alerts": "What broke and is told to a person: one row from its breaking to its healing.",
    "monitor_facts": "Counts of each run that monitors compare later runs with (kept for 84 days).",
    "monitor_results": "What each monitor said at the end of a run (kept as long as its visits).",
    "monitor_sources": "How each front page, listing, feed and sitemap has fared over the runs.",
}

_MONITOR = (
    "Which monitor.",
    "arrivals, coverage, disk, floor, listings, order, refused, run, selectors, site",
    "coverage",
)
_SUBJECT = ("What it is about.", "text", "field byline")

COLUMNS: dict[str, dict[str, Text]] = {
    "alert_deliveries": {
        "alert_id": ("The alert.", "`alerts.id`", "4"),
        "event": ("What is told.", "broke, healed", "broke"),
        "channel": ("How it is told.", "command, webhook", "webhook"),
        "tries": ("How often it was tried.", "count", "1"),
        "tried_at": ("When it was tried last.", _TIME, _NOW),
        "told_at": ("When it arrived; NULL while it has not.", _TIME, _NOW),
        "failure": ("Why it did not arrive.", "text", "HTTP 502"),
    },
    "alerts": {
        "subject": _SUBJECT,
        "monitor": _MONITOR,
        "message": ("What the monitor said.", "text", "byline: 0 of 20 articles have it"),
        "opened_run": ("The run that found it.", "`runs.id`", "812"),
        "opened_at": ("When it broke.", _TIME, _NOW),
        "closed_run": ("The run that found it healed; NULL while open.", "`runs.id`", "830"),
        "closed_at": ("When it healed; NULL while open.", _TIME, _NOW),
        "closed_why": ("What was found then.", "text", "byline: 20 of 20 articles have it"),
    },
    "monitor_facts": {
        "measure": ("What was counted.", "new, covered, refused, rule, order, room", "covered"),
        "at": ("When the run began.", _TIME, _NOW),
        "run_id": ("The run.", "`runs.id`", "12"),
        "subject": ("Field, reason, section or place; '*' is all.", "text", "byline"),
        "part": ("Section, or rule set and rule; empty: none.", "text", "kinh-te"),
        "amount": ("How many.", "count; of `room` bytes free", "19"),
        "total": ("Of how many.", "count; of `room` bytes in all", "20"),
    },
    "monitor_results": {
        "run_id": ("The run.", "`runs.id`", "12"),
        "monitor": _MONITOR,
        "subject": ("What it is about; '*': all that have the same state.", "text", "field byline"),
        "state": ("What it says.", "ok, failed, cannot judge", "failed"),
        "value": ("What was measured.", "share (0 to 1), count or bytes", "0.0"),
        "threshold": ("Where it fails.", "as the value", "0.77"),
        "message": ("For a person; why it cannot judge.", "text", "byline: 0 of 20 have it"),
    },
    "monitor_sources": {
        "kind": ("What it is.", "front, listing, feed, sitemap", "listing"),
        "first_at": ("When a run asked it first.", _TIME, _NOW),
        "good_at": ("When it last gave what it should; NULL: never.", _TIME, _NOW),
        "bad_runs": ("Runs in a row in which it gave nothing.", "count", "0"),
        "why": ("What it gave instead.", "outcome and reason", "rejected/not_found"),
        "links": ("Articles it listed when it was read last.", "count", "20"),
        "digest": ("Differs when it lists other articles.", "16 hex digits", "9f86d081884c7d65"),
        "changed_at": ("When it last listed others than before.", _TIME, _NOW),
        "changes": ("How often it did.", "count", "212"),
        "quiet": ("Articles new to the newspaper since then.", "count", "3"),
        "longest_quiet": ("The most there were between two changes.", "count", "14"),
    },
}
