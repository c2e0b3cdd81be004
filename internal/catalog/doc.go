// Package catalog remembers what servers say they offer. A [Catalog] counts: the tools
// they list, with the length of each definition, and how many prompts, resources and
// templates. A [Ledger] compares: what a definition said before, what it says now, what
// others of the same name say, and how much speaks for harm in that.
//
// What a reader would get wrong: a list comes in pages, and nothing says that a page
// is the last one. In a Catalog a tool stays until it was not listed for Expiry, so one
// that was taken back counts as offered that long. A Ledger remembers it for Memory.
package catalog
