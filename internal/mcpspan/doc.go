// Package mcpspan turns spans in semantic-convention form into [mcp.Call]s and
// back: [Decode] and [Encode].
//
// Both make one pass over the attributes and allocate nothing that the span
// itself does not need. Decode reads the conventions only; spans that speak
// another dialect go through package dialect first. What a reader would get
// wrong: a Call shares its strings with the span it was decoded from, which is
// safe after the span is gone, but keeping a short one alive keeps the whole
// string alive.
package mcpspan
