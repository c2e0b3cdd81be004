// Package callmetrics says which metrics a call makes: a table of rules, each
// with its condition, value and labels as the conventions define them.
//
// In goes a [mcp.Call], out come observations for a series store. What a reader
// would get wrong: one call makes several observations, and which ones depends
// on the side it was seen from, so that a call told by client and server is
// counted once in each of their metrics and never twice in one.
package callmetrics
