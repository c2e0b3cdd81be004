// Traceloop's SDK. In ES modules it cannot patch by itself: it is given the modules.

import * as traceloop from '@traceloop/node-server-sdk';
import * as client from '@modelcontextprotocol/sdk/client/index.js';
import * as server from '@modelcontextprotocol/sdk/server/index.js';

traceloop.initialize({
  appName: process.env.OTEL_SERVICE_NAME,
  baseUrl: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
  silenceInitializationMessage: true,
  instrumentModules: { mcp: { ...client, ...server } },
});

export const stop = () => traceloop.forceFlush();
