// Package semconv holds every attribute key, metric name, unit and bucket list
// that this project reads or writes, each once, with its source and version.
//
// Three vocabularies meet here: the OpenTelemetry MCP conventions, the GenAI
// conventions, and the project's own names under "mcp." for what the
// conventions lack. Nothing here decides anything; packages that translate or
// count refer to these constants so that a renamed key is one edit.
//
// Sources: open-telemetry/semantic-conventions v1.41.0 (the last release that
// defines gen_ai.* and mcp.*) and open-telemetry/semantic-conventions-genai
// main, October 2026 (marked "main"). All are of stability Development except
// error.type, server.*, client.* and network.*.
package semconv
