"""Carries out the steps of steps.json through the client of whichever library.

Every step has to end as it says there, seen by the caller: telemetry has no part
in it. What was carried out is printed as the last line, for the test to compare.
"""

import json
import os
import sys
from collections import Counter


def load(*kinds):
    """Returns the steps of the given kinds, all without any, each as often as it is to be done."""
    with open(os.environ["STEPS"]) as file:
        steps = json.load(file)
    return [step for step in steps if not kinds or step["do"] in kinds for _ in range(step["times"])]


async def carry_out(call, read, prompt):
    """Does every step. The functions return whether it succeeded, or raise."""
    do = {
        "tools/call": lambda step: call(step["name"], step["arguments"]),
        "resources/read": lambda step: read(step["uri"]),
        "prompts/get": lambda step: prompt(step["name"], step["arguments"]),
    }
    done = Counter()
    for step in load():
        try:
            succeeded = await do[step["do"]](step)
        except Exception as error:
            succeeded = False
            print(f"{step['do']} raised {type(error).__name__}", file=sys.stderr)
        note(done, step, succeeded)
    report(done)


def note(done, step, succeeded):
    """Counts a step that ended as it should and gives up at one that did not."""
    if succeeded != (step["ends"] == "success"):
        sys.exit(f"{step} ended with {'success' if succeeded else 'a failure'}")
    done[f"{step['do']} {step['ends']}"] += 1


def report(done):
    """Tells the test what was done."""
    print("done " + json.dumps(done), flush=True)
