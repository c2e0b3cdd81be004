package redact

import (
	"maps"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

// Policy changes what becomes of values in calls of some tools of some servers. What it
// does not say stays as it is everywhere.
type Policy struct {
	// Tools and Servers are names, or their beginnings with a "*" behind them; none is
	// all.
	Tools, Servers []string

	Classes    map[detect.Class]Rule
	Categories map[string]Rule
	Keys       map[string]KeyRule
	Paths      map[string]Rule
}

func (p *Policy) isFor(tool, server string) bool {
	return oneOf(p.Tools, tool) && oneOf(p.Servers, server)
}

func oneOf(names []string, name string) bool {
	if len(names) == 0 {
		return true
	}
	for _, n := range names {
		if prefix, ok := strings.CutSuffix(n, "*"); n == name || ok && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// with returns the options as a policy changes them.
func (o Options) with(p *Policy) Options {
	o.Policies = nil
	o.Classes = merged(o.Classes, p.Classes)
	o.Categories = merged(o.Categories, p.Categories)
	o.Keys = Override(o.Keys, p.Keys)
	o.Paths = merged(o.Paths, p.Paths)
	return o
}

// Override returns key rules as changes to them make them. An action for all names that
// begin alike takes the place of what was said of any of them before.
func Override(all, changes map[string]KeyRule) map[string]KeyRule {
	both := maps.Clone(all)
	maps.DeleteFunc(both, func(name string, _ KeyRule) bool {
		for change, rule := range changes {
			if prefix, ok := strings.CutSuffix(change, "*"); ok && rule.Action != 0 && strings.HasPrefix(name, prefix) {
				return true
			}
		}
		return false
	})
	return merged(both, changes)
}

func merged[K comparable, V any](all, changes map[K]V) map[K]V {
	both := make(map[K]V, len(all)+len(changes))
	maps.Copy(both, all)
	maps.Copy(both, changes)
	return both
}

// At says which tool of which server the texts to come are about. The first policy that is
// for them counts; special says that there is one. There is none for what is of no tool
// and no server.
func (r *Redactor) At(tool, server string) (special bool) {
	r.engine = r.base
	if tool == "" && server == "" {
		return false
	}
	for i := range r.base.options.Policies {
		if r.base.options.Policies[i].isFor(tool, server) {
			r.engine = r.base.variants[i]
			return true
		}
	}
	return false
}
