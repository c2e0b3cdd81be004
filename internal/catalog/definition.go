package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Parts is a set of parts of a definition.
type Parts uint8

// Parts.
const (
	PartName        Parts = 1 << iota // name and title
	PartDescription                   // of the whole
	PartSchema                        // of the input, arguments of a prompt, a URI template
	PartOutput                        // schema of the output
	PartAnnotations                   // hints about behaviour
	PartOther                         // icons, metadata and whatever is not known
	numParts        = 6
)

// partOf is where a member of a definition belongs (MCP 2025-11-25, schema.ts: Tool,
// Prompt, ResourceTemplate; and the names that model interfaces have for the same).
var partOf = map[string]Parts{
	"name": PartName, "title": PartName,
	"description": PartDescription,
	"inputSchema": PartSchema, "input_schema": PartSchema, "parameters": PartSchema,
	"arguments": PartSchema, "uriTemplate": PartSchema, "uri": PartSchema,
	"outputSchema": PartOutput, "output_schema": PartOutput,
	"annotations": PartAnnotations,
}

// String returns the names of the parts, separated by commas.
func (p Parts) String() string {
	var names []string
	for i, name := range [numParts]string{"name", "description", "schema", "output", "annotations", "other"} {
		if p&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

// definition is what was read of one. It lives while it is compared.
type definition struct {
	digest Digest
	opaque bool // no JSON within the bounds: all of it is one text
	parts  [numParts]uint32
	hints  hints
	params []param
	texts  []string // what a model reads of it, besides names
	own    uint32   // hash of the skeleton of its name
	fields []uint32 // hashes of the skeletons of its parameters' names
	size   int      // of the texts
}

// maxTexts is how many bytes of texts are judged.
const maxTexts = 64 << 10

// read reads a definition.
func (k key) read(text string) *definition {
	d := &definition{}
	tree, ok := parse(text)
	object, isObject := tree.(map[string]any)
	if !ok || !isObject {
		d.digest, d.opaque = digestOf([]byte(text)), true
		d.parts[indexOf(PartDescription)] = k.hash(text)
		d.text(text)
		return d
	}
	d.digest = digestOf(canonical(nil, tree, ""))
	if inner, ok := object["function"].(map[string]any); ok && object["name"] == nil {
		object = inner // as OpenAI's interface wraps a tool
	}
	d.members(k, object)
	d.sort()
	return d
}

// aSentence is how long a text is, in bytes, that may instruct somebody.
const aSentence = 24

// sort puts texts that are long before the values of enumerations, which may be many: what is
// compared and judged is bounded.
func (d *definition) sort() {
	slices.SortStableFunc(d.texts, func(a, b string) int {
		return cmp.Compare(min(len(b)/aSentence, 1), min(len(a)/aSentence, 1))
	})
}

func (d *definition) members(k key, object map[string]any) {
	for _, name := range sortedKeys(object) {
		value := object[name]
		part, known := partOf[name]
		if !known {
			part = PartOther
		}
		d.parts[indexOf(part)] += k.hash(string(canonical(append(canonicalString(nil, name), ':'), value, name)))
		switch part {
		case PartName, PartDescription:
			d.named(k, name, value)
		case PartSchema, PartOutput:
			d.schema(k, value, part == PartSchema)
		case PartAnnotations:
			d.annotations(value)
		}
	}
}

func indexOf(p Parts) int {
	i := 0
	for p > 1 {
		p >>= 1
		i++
	}
	return i
}

func (d *definition) value(v any) {
	if text, ok := v.(string); ok {
		d.text(text)
	}
}

// named takes the name for what it is: not a text, but one that hides a sentence is.
func (d *definition) named(k key, member string, v any) {
	name, _ := v.(string)
	if member == "name" {
		d.own = k.hash(skeleton(name))
		name = sentenceInName(name)
	}
	d.text(name)
}

// sentenceInName returns the words of a name that has five or more, which no name
// needs and an instruction does.
func sentenceInName(name string) string {
	if strings.Count(name, "_")+strings.Count(name, " ") < 4 {
		return ""
	}
	return strings.ReplaceAll(name, "_", " ")
}

func (d *definition) text(text string) {
	if text = text[:min(len(text), maxTexts-d.size)]; text != "" {
		d.texts = append(d.texts, text)
		d.size += len(text)
	}
}

// hints are the hints of a tool: for each one bit that it is given and one that it is
// true. Absent ones have the specification's default.
type hints uint8

const (
	readOnlyHint    hints = 1 << iota
	destructiveHint       // absent is true
	idempotentHint
	openWorldHint // absent is true
	givenShift    = 4
)

var hintNames = map[string]hints{
	"readOnlyHint": readOnlyHint, "destructiveHint": destructiveHint, "idempotentHint": idempotentHint, "openWorldHint": openWorldHint,
}

func (d *definition) annotations(v any) {
	object, _ := v.(map[string]any)
	for name, value := range object {
		if hint, ok := hintNames[name]; ok {
			if yes, ok := value.(bool); ok {
				d.hints |= hint << givenShift
				if yes {
					d.hints |= hint
				}
			}
			continue
		}
		d.value(value)
	}
}

// is returns a hint and whether it is given.
func (h hints) is(hint hints) (yes, isGiven bool) { return h&hint != 0, h&(hint<<givenShift) != 0 }
