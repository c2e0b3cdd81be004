// Package mcptest reads and writes the text of scenario files: telemetry as lines in
// and as lines out. It is for tests only.
//
// A span is a line, under a line that names its resource; later lines of the
// same resource need no new one:
//
//	resource service.name=desk
//	scope fastmcp
//	span "tools/call divide" client 250ms status=error gen_ai.tool.name=divide
//
// A value is an integer, a float, true, false, or text; text in double quotes is
// text whatever it looks like. After json: it is a map or a list, after bytes: bytes.
// The words status and message are the span's status, id and parent are names for its
// id and its parent's, all others its attributes. Spans without an id have one that no other has. Events and links of the
// span before have lines of their own:
//
//	event exception exception.message="no such user"
//	link state="vendor=1" key=value
//
// Log records and metric points are lines too: see [Records], [Points] and [Metrics].
package mcptest
