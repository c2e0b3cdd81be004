// A session with server-everything over the transport and to the URL that are the
// arguments. Prints what was seen, a line each, for the test to compare, and at last
// what was called.

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const [kind, address] = process.argv.slice(2);
const Transport = { http: StreamableHTTPClientTransport, sse: SSEClientTransport }[kind];
const transport = new Transport(new URL(address));
const client = new Client({ name: 'weather-agent', version: '1.0.0' }, { capabilities: { sampling: {}, elicitation: {} } });
const saw = (what, value) => console.log(`saw ${what} ${JSON.stringify(value)}`);
const called = {};

client.setRequestHandler(CreateMessageRequestSchema, async (request) => {
  saw('sampling', request.params.messages);
  return { role: 'assistant', model: 'none', content: { type: 'text', text: 'It rains.' } };
});
client.setRequestHandler(ElicitRequestSchema, async (request) => {
  saw('elicitation', request.params.message);
  return { action: 'decline' };
});

async function call(name, args, outcome = 'success') {
  const progress = [];
  const key = `${name} ${outcome}`;
  called[key] = (called[key] ?? 0) + 1;
  try {
    saw(key, await client.callTool({ name, arguments: args }, undefined, { onprogress: (p) => progress.push(p) }));
  } catch (error) {
    saw(`${key} thrown`, error.message);
  }
  saw('progress', progress);
}

await client.connect(transport);
saw('server', client.getServerVersion());
saw('tools', (await client.listTools()).tools);
for (let i = 0; i < 10; i++) {
  await call('echo', { message: `ä☃${'x'.repeat(i * 1000)}` });
}
await Promise.all(Array.from({ length: 10 }, (_, i) => call('get-sum', { a: i, b: 1 })).map((p) => p));
await call('get-tiny-image', {});
await call('get-structured-content', { location: 'New York' });
await call('get-sum', { a: 'one' }, 'validation_error');
await call('no-such-tool', {}, 'unknown_tool');
await call('trigger-long-running-operation', { duration: 0.3, steps: 3 });
await call('trigger-sampling-request', { prompt: 'Weather?', maxTokens: 10 });
await call('trigger-elicitation-request', {});
saw('resources', (await client.listResources()).resources.length);
saw('prompt', await client.getPrompt({ name: 'simple-prompt' }));
if (kind === 'http') {
  await transport.terminateSession();
}
await client.close();
console.log(`called ${JSON.stringify(called)}`);
process.exit(0);
