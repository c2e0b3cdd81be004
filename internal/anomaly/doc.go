// Package anomaly says what an operator of MCP servers wants to be woken for. A [Model]
// is shown calls and returns a [Finding] for each thing that is wrong with one: behaviour
// unlike what was usual, and evidence of an attack.
//
// What goes in is an [Observation]: a call, with who made it and what its text holds. It
// is made in two steps. [Inspector.Inspect] reads the texts and needs nothing else, so
// that it can run beside others; [Model.Observe] changes what the model knows.
//
// What a reader would get wrong:
//   - No content is kept, only hashes of it with a key. Names of servers and tools, and URI
//     templates, are kept as they are, by the ledger of package catalog.
//   - The time is that of the telemetry, as far as the clock of the observer confirms it.
//     What is late teaches no baseline.
//   - A finding that was told is not told again for a while, however often it is found:
//     by another view of the same call, or by the next call of the same loop.
package anomaly
