// The steps through the client of the official SDK, under the emitter beside this file.

import * as emitter from './emitter.mjs';
import { withServer } from './process.mjs';
import { carryOut } from './steps.mjs';

const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');

await withServer(async (url) => {
  const client = new Client({ name: 'weather-agent', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(url));
  const tool = (name, args) => client.callTool({ name, arguments: args });
  const call = emitter.traced?.(tool) ?? tool;
  await carryOut(
    async (name, args) => !(await call(name, args)).isError,
    async (uri) => (await client.readResource({ uri })).contents.length > 0,
    async (name, args) => (await client.getPrompt({ name, arguments: args })).messages.length > 0,
  );
  await client.close();
});
await emitter.stop();
process.exit(0);
