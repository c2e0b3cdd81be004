// Carries out the steps of steps.json through whatever client it is given, and tells
// what came of it. Every step has to end as it says there, seen by the caller:
// telemetry has no part in it. What was carried out is printed as the last line,
// for the test to compare.

import { readFileSync } from 'node:fs';

/** The steps of the given kinds, all without any, each as often as it is to be done. */
export function load(...kinds) {
  return JSON.parse(readFileSync(process.env.STEPS, 'utf8'))
    .filter((step) => kinds.length === 0 || kinds.includes(step.do))
    .flatMap((step) => Array(step.times).fill(step));
}

/** Does every step. The functions return whether it succeeded, or throw. */
export async function carryOut(call, read, prompt) {
  const how = {
    'tools/call': (step) => call(step.name, step.arguments),
    'resources/read': (step) => read(step.uri),
    'prompts/get': (step) => prompt(step.name, step.arguments),
  };
  const done = {};
  for (const step of load()) {
    let succeeded;
    try {
      succeeded = await how[step.do](step);
    } catch (error) {
      succeeded = false;
      console.error(`${step.do} threw ${error.name}`);
    }
    note(done, step, succeeded);
  }
  report(done);
}

/** Counts a step that ended as it should and gives up at one that did not. */
export function note(done, step, succeeded) {
  if (succeeded !== (step.ends === 'success')) {
    console.error(`${JSON.stringify(step)} ended with ${succeeded ? 'success' : 'a failure'}`);
    process.exit(1);
  }
  const what = `${step.do} ${step.ends}`;
  done[what] = (done[what] ?? 0) + 1;
}

/** Tells the test what was done. */
export function report(done) {
  console.log(`done ${JSON.stringify(done)}`);
}
