// A client of the official SDK. It runs the command in its arguments, does what the steps
// for that server say, and prints a line for every request: method, what it was for, and
// how it ended.
//
// node client.mjs <steps> <command> [arguments]

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import * as types from '@modelcontextprotocol/sdk/types.js';

import * as steps from './steps.mjs';

const [name, command, ...args] = process.argv.slice(2);
const told = (...words) => console.log(words.filter(Boolean).join(' '));

const client = new Client(
  { name: 'desk', version: '1' },
  { capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: { form: {}, url: {} } } },
);

/** Answers what the server asks, and says so. */
function answer(schema, method, result) {
  client.setRequestHandler(schema, () => {
    told(method, 'ok');
    return result;
  });
}
answer(types.ListRootsRequestSchema, 'roots/list', { roots: [] });
answer(types.CreateMessageRequestSchema, 'sampling/createMessage', {
  model: 'none', role: 'assistant', content: { type: 'text', text: 'sun' },
});
answer(types.ElicitRequestSchema, 'elicitation/create', { action: 'decline' });

/** Sends a request and says how it ended. */
async function ask(method, params = {}, options = {}) {
  const what = params.name ?? params.uri;
  try {
    const result = await client.request({ method, params }, types.ResultSchema, options);
    told(method, what, result.isError ? 'tool_error' : 'ok');
    return result;
  } catch (error) {
    told(method, what, ending(error));
  }
}

function ending(error) {
  if (/changed my mind/.test(error.message)) { // the SDK gives it the code of a timeout
    return 'cancelled';
  }
  if (error instanceof types.McpError) {
    return error.code === types.ErrorCode.RequestTimeout ? 'timeout' : `${error.code}`;
  }
  return `${error}`;
}

const call = (tool, given = {}, options = {}) => ask('tools/call', { name: tool, arguments: given }, options);

await client.connect(new StdioClientTransport({ command, args, env: { ...process.env }, stderr: 'inherit' }));
told('initialize', 'ok');
await steps[name]({ ask, call });
await client.close();
process.exit(0);
