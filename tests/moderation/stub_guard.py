"""A child that speaks the Guard's protocol and misbehaves when its text says so."""

import json
import sys
import time

FINDING = {
    "rule": "claim.cure",
    "severity": "hold",
    "start": 0,
    "end": 4,
    "quote": "cure",
    "reason": "No exercise helps everybody.",
    "source": "Advertising rules",
    "suggestion": None,
    "level": None,
    "confidence": 0.9,
    "when": None,
    "who": None,
}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


for line in sys.stdin:
    question = json.loads(line)
    text = question["text"]
    if text == "hang":
        time.sleep(600)
    if text == "die":
        raise SystemExit(3)
    if text == "nonsense":
        say("Traceback: something quoted here")
        continue
    if text == "somebody else's":
        question["id"] = "0"
    if text == "raise":
        say(json.dumps({"id": question["id"], "error": "ValueError"}))
        continue
    findings = [FINDING] if text.startswith("cure") else []
    if text == "half":
        findings = [{"rule": "claim.cure"}]
    if text.startswith("crisis"):
        findings = [{**FINDING, "rule": "crisis.intent", "level": "intent", "severity": "note"}]
    say(json.dumps({"id": question["id"], "rules_version": f"stub {len(text)}", "findings": findings}))
