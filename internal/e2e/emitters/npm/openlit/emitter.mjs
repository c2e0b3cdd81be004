// OpenLIT's SDK. In ES modules it cannot patch by itself: it is given the modules.

import { trace } from '@opentelemetry/api';
import * as client from '@modelcontextprotocol/sdk/client/index.js';
import * as server from '@modelcontextprotocol/sdk/server/index.js';
import { Openlit } from 'openlit';

Openlit.init({
  applicationName: process.env.OTEL_SERVICE_NAME,
  otlpEndpoint: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
  pricingJson: '{}', // or it is downloaded
  instrumentations: { mcp: { ...client, ...server } },
});

export const stop = () => trace.getTracerProvider().getDelegate().shutdown();
