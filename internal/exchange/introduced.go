package exchange

// maxIntroduced bounds the servers whose names are remembered outside of sessions.
const maxIntroduced = 64

// introduction is what the server of some streams has called itself.
type introduction struct {
	name, version string
	several       bool // more than one name was told: there are several servers
}

// introduced remembers what servers call themselves, by [Facts.Server]. One without
// sessions says it once, in an HTTP exchange of its own, and is the same in the next; and
// of a session, the beginning may not have been seen.
type introduced map[string]introduction

func (n introduced) learn(server, name, version string) {
	if name == "" {
		return
	}
	known, ok := n[server]
	switch {
	case !ok && len(n) >= maxIntroduced:
		return
	case ok && known.name != name:
		known.several = true
	default:
		known.name, known.version = name, version
	}
	n[server] = known
}

// of returns what the server of streams is called, as far as it is only one.
func (n introduced) of(server string) (name, version string) {
	if known := n[server]; !known.several {
		return known.name, known.version
	}
	return "", ""
}
