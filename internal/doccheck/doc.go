// Package doccheck holds the documents to what is there: links lead to files and headings, and the commands
// and paths that code blocks show exist. It has tests only.
package doccheck
