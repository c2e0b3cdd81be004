// The steps through an agent of the Vercel AI SDK. The model is a mock that asks for
// the tool calls of the script, one after the other; everything else is real.

import { createMCPClient } from '@ai-sdk/mcp';
import { OpenTelemetry } from '@ai-sdk/otel';
import { generateText, isStepCount, registerTelemetry } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { stop } from './exporting.mjs';
import { withServer } from './process.mjs';
import { load, note, report } from './steps.mjs';

registerTelemetry(new OpenTelemetry());
const calls = load('tools/call');

/** Asks for the next call of the script in each step, and ends with a text. */
function scripted() {
  let step = 0;
  return new MockLanguageModelV4({
    provider: 'mock',
    modelId: 'scripted',
    doGenerate: async () => {
      const call = calls[step++];
      return {
        content: call
          ? [{ type: 'tool-call', toolCallId: `call-${step}`, toolName: call.name, input: JSON.stringify(call.arguments) }]
          : [{ type: 'text', text: 'done' }],
        finishReason: { unified: call ? 'tool-calls' : 'stop', raw: undefined },
        usage: {
          inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 5, text: 5, reasoning: 0 },
        },
        warnings: [],
      };
    },
  });
}

await withServer(async (url) => {
  const client = await createMCPClient({ transport: { type: 'http', url: url.href } });
  const { steps } = await generateText({
    model: scripted(),
    tools: await client.tools(),
    stopWhen: isStepCount(calls.length + 1),
    prompt: 'What is the weather?',
  });
  const done = {};
  calls.forEach((call, i) => {
    const result = steps[i].toolResults[0];
    note(done, call, result !== undefined && !result.output.isError);
  });
  for (const step of load('resources/read')) {
    note(done, step, (await client.readResource({ uri: step.uri })).contents.length > 0);
  }
  for (const step of load('prompts/get')) {
    const prompt = await client.experimental_getPrompt({ name: step.name, arguments: step.arguments });
    note(done, step, prompt.messages.length > 0);
  }
  report(done);
  await client.close();
});
await stop();
process.exit(0);
