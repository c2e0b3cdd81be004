// Package catalog remembers what servers say they offer: the tools they list, with the
// length of each definition, and how many prompts, resources and templates.
//
// What a reader would get wrong: a list comes in pages, and nothing says that a page
// is the last one. A tool stays until it was not listed for Expiry, so a tool that was
// taken back counts as offered that long.
package catalog
