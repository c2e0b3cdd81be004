// The server of every scenario: three tools, a resource and a prompt on the
// official SDK over Streamable HTTP with sessions, under the emitter beside this file.

import { stop } from './emitter.mjs';

const { createServer } = await import('node:http');
const { randomUUID } = await import('node:crypto');
const { McpServer } = await import('@modelcontextprotocol/sdk/server/mcp.js');
const { StreamableHTTPServerTransport } = await import('@modelcontextprotocol/sdk/server/streamableHttp.js');
const { z } = await import('zod');

function furnish(server) {
  const text = (text, isError = false) => ({ content: [{ type: 'text', text }], isError });
  server.registerTool('get_weather', { inputSchema: { city: z.string() } }, async ({ city }) =>
    city === 'Atlantis' ? text('no weather station there', true) : text(`sunny in ${city}`));
  server.registerTool('geocode', { inputSchema: { place: z.string() } }, async ({ place }) =>
    text(`${place}: 60.39 N, 5.32 E`));
  server.registerTool('forecast', { inputSchema: { days: z.number().int() } }, async ({ days }) =>
    days > 14 ? text('cannot see that far', true) : text('sun, '.repeat(days)));
  server.registerResource('stations', 'weather://stations', {}, async (uri) =>
    ({ contents: [{ uri: uri.href, text: 'Oslo, Bergen' }] }));
  server.registerPrompt('briefing', { argsSchema: { city: z.string() } }, ({ city }) =>
    ({ messages: [{ role: 'user', content: { type: 'text', text: `Brief me on the weather in ${city}.` } }] }));
}

const sessions = new Map();

/** The transport of the request's session; a request without one begins a session. */
async function transportOf(request) {
  const known = sessions.get(request.headers['mcp-session-id']);
  if (known) {
    return known;
  }
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => sessions.set(id, transport),
  });
  const server = new McpServer({ name: 'weather', version: '1.0.0' });
  furnish(server);
  await server.connect(transport);
  return transport;
}

const http = createServer(async (request, response) => (await transportOf(request)).handleRequest(request, response));
http.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${http.address().port}/mcp`));

process.stdin.resume().on('end', async () => {
  http.closeAllConnections();
  http.close();
  await stop();
  process.exit(0);
});
