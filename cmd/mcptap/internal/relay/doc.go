// Package relay runs a command in place of this process: what comes in goes to the
// command, what the command says goes out, signals are passed on, and the exit status
// is the command's. Standard error is not relayed at all, the command has that of this
// process.
//
// Whoever watches is shown copies, and is not waited for. What a reader would get
// wrong: bytes are shown before they are handed on. So a request has been shown before
// its answer can exist, in whatever order the two pipes are served.
package relay
