package agentlog

import "strings"

// unqualify gives a tool of an MCP server its own name, which CLIs qualify with
// the server's. A qualified name also says which server it is.
//
// Both names may contain the separator; the server's is then told by its known
// name, in which CLIs replace what a tool's name may not have by "_".
func (d *record) unqualify() {
	c := d.call
	rest, ok := strings.CutPrefix(c.Tool, "mcp__")
	if !ok {
		return
	}
	if tool, ok := cutServer(rest, c.ServerName, "__"); ok {
		c.Tool = tool
		return
	}
	server, tool, _ := strings.Cut(rest, "__")
	if server == "" || tool == "" {
		return
	}
	c.Tool = tool
	if c.ServerName == "" {
		c.ServerName = server
	}
}

// cutServer takes the name of a known server and a separator off a tool's name.
func cutServer(name, server, separator string) (tool string, ok bool) {
	if server == "" || len(name) <= len(server) {
		return "", false
	}
	for i := range len(server) {
		if name[i] != server[i] && (name[i] != '_' || plain(server[i])) {
			return "", false
		}
	}
	tool, ok = strings.CutPrefix(name[len(server):], separator)
	return tool, ok && tool != ""
}

// plain holds for bytes that every CLI keeps in a name.
func plain(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9'
}
