package dialect

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Options change what a normalizer does. The zero value is every dialect, no
// further aliases, and originals removed once they are translated.
type Options struct {
	// Disabled are names of dialects that are not read. Their spans are read as
	// conventions, so far as they speak them.
	Disabled []string
	// Aliases are attribute keys of the user's own and the convention keys that
	// they mean, for spans of every dialect. They are stronger than the
	// dialect's own aliases; a value that is already under the convention key
	// wins. An alias of the method, the operation or the span type makes a span
	// one of MCP or GenAI.
	Aliases map[string]string
	// KeepOriginals leaves originals beside what they were translated to, except
	// those that a dialect drops because they are known to be wrong.
	KeepOriginals bool
}

// Validate names the option, the rule and the value of everything that is wrong.
func (o Options) Validate() error {
	var errs []error
	for i, name := range o.Disabled {
		if !slices.Contains(names, name) || name == Semconv.String() || name == None.String() {
			errs = append(errs, fmt.Errorf("disabled_dialects::%d: must be one of %s, got %q", i, strings.Join(names[Semconv+1:], ", "), name))
		}
	}
	for _, from := range slices.Sorted(maps.Keys(o.Aliases)) {
		errs = append(errs, validateAlias(from, o.Aliases[from]))
	}
	return errors.Join(errs...)
}

func validateAlias(from, to string) error {
	switch {
	case !isConventional(to):
		return fmt.Errorf("aliases::%s: must mean one of %s, got %q", from, strings.Join(targets(), ", "), to)
	case from == "" || len(from) >= maxKey || strings.HasSuffix(from, "*"):
		return fmt.Errorf("aliases::%s: the key must have 1 to %d bytes and not end in \"*\", got %q", from, maxKey-1, from)
	case isConventional(from):
		return fmt.Errorf("aliases::%s: the key must not be one of the conventions' own, got %q", from, from)
	}
	return nil
}

func isConventional(key string) bool { return slices.Contains(targets(), key) }

// targets are the convention keys that an alias can mean.
func targets() []string {
	list := slices.Concat(identifying, ending, conventional, []string{semconv.RPCResponseStatusCode, semconv.JSONRPCRequestID})
	list = slices.DeleteFunc(list, func(key string) bool {
		return key == clientAddress || key == semconv.MCPStatusRepaired || key == finishReasons || key == topK
	})
	slices.Sort(list)
	return slices.Compact(list)
}

// userAliases are the aliases of the options: those that say what a span is come
// before its dialect is decided, the others after.
type userAliases struct{ identifying, describing []Alias }

func newUserAliases(configured map[string]string) (u userAliases) {
	for _, from := range slices.Sorted(maps.Keys(configured)) {
		a := Alias{From: from, To: configured[from], Type: typeOf(configured[from])}
		if slices.Contains(identifying, a.To) {
			u.identifying = append(u.identifying, a)
		} else {
			u.describing = append(u.describing, a)
		}
	}
	return u
}

// typeOf returns the type that the conventions declare for a key.
func typeOf(key string) Type {
	switch key {
	case semconv.GenAIUsageInputTokens, semconv.GenAIUsageOutputTokens, semconv.GenAIUsageReasoningTokens,
		semconv.GenAIUsageCacheReadTokens, semconv.GenAIUsageCacheWriteTokens:
		return Count
	case semconv.MCPCost:
		return Amount
	case semconv.GenAIToolCallArguments, semconv.GenAIToolCallResult, semconv.GenAIRequestSeed:
		return Content
	}
	return Text
}
