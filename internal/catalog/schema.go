package catalog

import "slices"

// maxParams is how many parameters are told apart; the rest count as part of the
// schema only.
const maxParams = 48

// maxFields bounds the names of parameters that are told from names of tools.
const maxFields = 256

// param is a parameter, by the hash of its path.
type param struct {
	hash  uint32
	kind  uint16 // hash of its types
	flags paramFlags
}

type paramFlags uint8

const (
	required    paramFlags = 1 << iota
	secretLike             // by its name, asks for credentials
	contextLike            // by its name, asks for the conversation or a reason
	freeText               // takes any string
	limited                // takes one of a few values
)

// schema collects parameters and texts of a JSON Schema, or of a prompt's arguments.
func (d *definition) schema(k key, v any, input bool) {
	w := walk{d: d, k: k, input: input}
	if arguments, ok := v.([]any); ok {
		w.arguments(arguments)
		return
	}
	w.node(v, "", 0)
}

type walk struct {
	d     *definition
	k     key
	input bool
}

// arguments are those of a prompt: an array of objects with a name.
func (w *walk) arguments(list []any) {
	for _, v := range list {
		object, _ := v.(map[string]any)
		name, _ := object["name"].(string)
		must, _ := object["required"].(bool)
		w.param(name, name, must, map[string]any{"type": "string"})
		w.d.value(object["description"])
		w.d.value(object["title"])
	}
}

// node visits a schema and what is in it.
func (w *walk) node(v any, path string, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			w.node(item, path, depth+1)
		}
	case string:
		w.d.text(v)
	case map[string]any:
		w.object(v, path, depth)
	}
}

// notRead are members of a schema whose strings are no text for a reader, unless they hold a
// sentence: a model reads all of a schema, and nothing keeps a server from writing there.
var notRead = []string{"type", "format", "pattern", "$ref", "$id", "$schema", "$anchor", "required", "contentEncoding", "contentMediaType"}

func (w *walk) object(object map[string]any, path string, depth int) {
	for _, name := range sortedKeys(object) {
		w.d.text(sentenceInName(name))
		switch properties, ok := object[name].(map[string]any); {
		case slices.Contains(notRead, name):
			w.hidden(object[name], depth)
		case name == "properties" && ok:
			w.properties(properties, requiredOf(object), path, depth)
		case isNames(name) && ok:
			for _, inner := range sortedKeys(properties) {
				w.d.text(sentenceInName(inner))
				w.node(properties[inner], path, depth+1)
			}
		default:
			w.node(object[name], path, depth+1)
		}
	}
}

// hidden visits what is no text, and takes the sentences in it for what they are.
func (w *walk) hidden(v any, depth int) {
	switch v := v.(type) {
	case string:
		w.d.text(sentenceInName(v))
	case []any:
		for _, item := range v {
			w.hidden(item, depth)
		}
	case map[string]any:
		w.node(v, "", depth+1)
	}
}

func (w *walk) properties(properties map[string]any, must []any, path string, depth int) {
	for _, name := range sortedKeys(properties) {
		inner, _ := properties[name].(map[string]any)
		under := path + "." + name
		w.param(name, under, slices.Contains(must, any(name)), inner)
		w.node(properties[name], under, depth+1)
	}
}

func requiredOf(object map[string]any) []any {
	must, _ := object["required"].([]any)
	return must
}

func sortedKeys(object map[string]any) []string {
	keys := make([]string, 0, len(object))
	for k := range object {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// param notes a parameter of the input. The name itself is read by models as well.
func (w *walk) param(name, path string, must bool, schema map[string]any) {
	w.d.text(sentenceInName(name))
	w.d.fields = addHash(w.d.fields, w.k.hash(skeleton(name)), maxFields)
	if !w.input || len(w.d.params) >= maxParams {
		return
	}
	p := param{hash: w.k.hash(path), kind: uint16(w.k.hash(string(canonical(nil, schema["type"], "type"))))}
	if must {
		p.flags |= required
	}
	p.flags |= asksFor(name)
	if schema["enum"] != nil || schema["const"] != nil {
		p.flags |= limited
	} else if schema["type"] == "string" && schema["format"] == nil && schema["pattern"] == nil {
		p.flags |= freeText
	}
	w.d.params = append(w.d.params, p)
}

// Words in the names of parameters. Tokens of pages are no secrets.
var (
	secretWords  = []string{"password", "passwd", "passphrase", "secret", "credential", "credentials", "apikey", "privatekey", "accesskey", "sshkey", "token", "authtoken", "accesstoken", "pin", "otp", "mfa", "seed", "mnemonic", "cookie", "cookies", "ssn", "cvv"}
	notSecret    = []string{"page", "next", "continuation", "cursor", "sync", "max", "min", "count", "limit", "tokens", "start", "end", "stop", "pagination", "random"}
	contextWords = []string{"conversation", "history", "sidenote", "chathistory", "context", "transcript", "systemprompt", "prompts", "reasoning", "thoughts", "memory", "environment", "env", "envvars", "dotenv", "toolslist", "sshdir", "idrsa"}
)

// asksFor tells by its name what a parameter asks for. The words of a name are looked
// at one by one and in neighbouring pairs.
func asksFor(name string) (flags paramFlags) {
	var words []string
	for word := range nameWords(name) {
		words = append(words, word)
	}
	for i, word := range words {
		pair := word
		if i > 0 {
			pair = words[i-1] + word
		}
		if slices.Contains(secretWords, word) || slices.Contains(secretWords, pair) {
			flags |= secretLike
		}
		if slices.Contains(contextWords, word) || slices.Contains(contextWords, pair) {
			flags |= contextLike
		}
	}
	for _, word := range words {
		if slices.Contains(notSecret, word) {
			flags &^= secretLike
		}
	}
	return flags
}
