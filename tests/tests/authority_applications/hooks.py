"""What schemathesis cannot know by itself: work that is done, and things that are there."""

import hashlib
import json
import os
import random
import urllib.request

import schemathesis

BASE = os.environ["TANBA_AUTHORITY"]
THERE = json.loads(os.environ["TANBA_THERE"])
chance = random.Random(1)


def solve():
    """The proof of work that guarded calls take."""
    asked = urllib.request.Request(BASE + "/proof-of-work", method="POST")
    with urllib.request.urlopen(asked) as answer:
        task = json.load(answer)
    nonce = 0
    while True:
        digest = hashlib.sha256(f"{task['challenge']}{nonce}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - task["bits"]) == 0:
            return f"{task['challenge']}.{nonce}"
        nonce += 1


@schemathesis.hook
def before_call(context, case, kwargs):
    # Every other call is about what is there, so that more than refusals is seen.
    if chance.random() < 0.5:
        return
    path = case.operation.path
    headers = dict(case.headers or {})
    if path in ("/applications", "/legal-entities/{bin}"):
        headers["Proof-Of-Work"] = solve()
    if path.startswith("/account/") or path == "/certificates":
        headers["Authorization"] = f"Bearer {THERE['session']}"
    if path.startswith("/applications/"):
        headers["Idempotency-Key"] = THERE["key"]
    case.headers = headers
    known = {
        name: THERE[name] for name in case.path_parameters or {} if name in THERE
    }
    if "file" in (case.path_parameters or {}):
        known["file"] = "ca_rsa" + (".crl" if path.startswith("/crl") else ".cer")
    case.path_parameters = {**(case.path_parameters or {}), **known}


for kind in (
    "application/pkcs10",
    "application/ocsp-request",
    "application/timestamp-query",
):

    @schemathesis.serializer(kind)
    def as_it_is(context, value):
        """A body that is no text."""
        return value if isinstance(value, bytes) else str(value).encode()
