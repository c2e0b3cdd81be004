// OpenInference: its MCP instrumentation, which carries trace context and makes no
// spans, and the wrapper that its users put around what is a tool.

import { traceTool } from '@arizeai/openinference-core';
import { MCPInstrumentation } from '@arizeai/openinference-instrumentation-mcp';
import * as clientStreamableHTTPModule from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as serverStreamableHTTPModule from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { provider, stop } from './exporting.mjs';

const instrumentation = new MCPInstrumentation();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument({ clientStreamableHTTPModule, serverStreamableHTTPModule });

export { stop };

/** Makes one traced tool of each name, as an agent does with the tools of a server. */
export const traced = (tool) => (name, args) => traceTool((input) => tool(name, input), { name })(args);
