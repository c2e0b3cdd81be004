package anomaly

import (
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded/near"
	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/threat"
	"github.com/otelcol-mcp/otelcol-mcp/internal/threat/instruction"
)

// Evidence is what the texts of a call say by themselves. It holds none of them.
type Evidence struct {
	// Arguments and Result are keyed hashes of what the call was given and returned; 0
	// is nothing.
	Arguments, Result uint64
	clues             []clue
	changes           []catalog.Change
}

// clue is one thing that was found in a text.
type clue struct {
	Type   Type
	Score  float64
	Reason string
	text   uint64 // hash of the text
	weak   bool   // it may be as it should
}

// Inspector reads texts. It keeps buffers, and is for one goroutine at a time.
type Inspector struct {
	options *Options
	ledger  *catalog.Ledger
	secret  uint64
	threats []threat.Evidence
	secrets []detect.Finding
}

// NewInspector returns an inspector for a model.
func (m *Model) NewInspector() *Inspector {
	return &Inspector{options: &m.options, ledger: m.ledger, secret: m.secret}
}

// Inspect reads the texts of a call. Of what is known it changes only what servers have
// listed, which several inspectors may do at once.
func (i *Inspector) Inspect(o *Observation) {
	e := &o.Evidence
	e.clues = e.clues[:0]
	near.BringText(o.Call.Arguments)
	near.BringText(o.Call.Result)
	e.Arguments = i.hash(o.Call.Arguments)
	if text := o.Call.Arguments; text != "" {
		i.threatsIn(e, plain(text), threat.Arguments, e.Arguments)
		i.secretsIn(e, text)
	}
	if text := o.Call.ResourceURI; text != "" {
		i.threatsIn(e, text, threat.Arguments, i.hash(text))
	}
	e.Result = i.hash(o.Call.Result)
	if text := plain(o.Call.Result); text != "" && !o.defines() {
		as := readAs(o.Call.Method)
		i.threatsIn(e, text, as.threat, e.Result)
		i.instructionsIn(e, text, as.instruction, e.Result)
	}
	for d := range o.Definitions {
		i.definition(e, &o.Definitions[d])
	}
	i.listed(o)
}

// defines reports whether all of a call's definitions are known one by one: then the list that
// they were in says nothing more.
func (o *Observation) defines() bool {
	unknown := func(d Definition) bool { return d.JSON == "" }
	return len(o.Definitions) > 0 && !slices.ContainsFunc(o.Definitions, unknown)
}

// reading is as what a text is read.
type reading struct {
	threat      threat.Place
	instruction instruction.Place
}

// readAs is as what the result of a method is read. What a server says of itself and of
// what it has describes; a prompt is there to instruct; everything else is data.
func readAs(method string) reading {
	switch method {
	case mcp.MethodInitialize, mcp.MethodDiscover, mcp.MethodToolsList, "prompts/list", "resources/list", "resources/templates/list":
		return reading{threat.Description, instruction.Description}
	case mcp.MethodPromptsGet:
		return reading{threat.Result, instruction.Prompt}
	}
	return reading{threat.Result, instruction.Result}
}

// InspectText reads a text in which somebody describes tools without saying whose they
// are.
func (i *Inspector) InspectText(o *Observation, text string) {
	hash := i.hash(text)
	text = plain(text)
	i.threatsIn(&o.Evidence, text, threat.Description, hash)
	i.instructionsIn(&o.Evidence, text, instruction.Description, hash)
}

// definition looks for what does not belong into a definition, whoever has changed it.
// Whether it instructs is for the ledger to say, which knows what was there before.
func (i *Inspector) definition(e *Evidence, d *Definition) {
	if d.JSON != "" {
		i.threatsIn(e, plain(d.JSON), threat.Description, i.hash(d.JSON))
	}
}

// hash is 0 for no text.
func (i *Inspector) hash(text string) uint64 {
	if text == "" {
		return 0
	}
	return max(series.MixLong(i.secret+'a', text), 1)
}

// typeOf is the type of finding that evidence makes.
var typeOf = [threat.NumKinds]Type{
	threat.Hidden: HiddenText, threat.Terminal: TerminalEscape, threat.Encoded: EncodedPayload, threat.Carrier: DataLink,
	threat.Sensitive: SensitivePath, threat.Traversal: PathTraversal, threat.Shell: ShellInjection,
}

var placeNames = [...]string{threat.Description: "a definition", threat.Arguments: "arguments", threat.Result: "a result"}

func (i *Inspector) threatsIn(e *Evidence, text string, place threat.Place, hash uint64) {
	i.threats = threat.Find(i.threats[:0], text, place)
	for _, t := range i.threats {
		if kind := typeOf[t.Kind]; t.Score >= enough && i.options.on(kind) && (place != threat.Arguments || !meant(t.Kind, text, t.Start)) {
			e.clues = append(e.clues, clue{kind, t.Score, t.Detail + " in " + placeNames[place], hash, false})
		}
	}
}

// enough is the least score that is told.
const enough = 0.5

func (i *Inspector) instructionsIn(e *Evidence, text string, place instruction.Place, hash uint64) {
	if !i.options.on(InjectedInstruction) {
		return
	}
	if found, ok := instruction.Find(text, place); ok {
		// People ask each other for something in mails and tickets, too, and servers say how they
		// want to be used.
		weak := found.Reasons == instruction.Request || place == instruction.Description && found.Reasons&^instruction.Steering == 0
		e.clues = append(e.clues, clue{InjectedInstruction, found.Score, "text that instructs a model: " + strings.ReplaceAll(found.Reasons.String(), ",", ", "), hash, weak})
	}
}

// secretsIn tells of what categories arguments hold secrets.
func (i *Inspector) secretsIn(e *Evidence, text string) {
	if !i.options.on(SecretInArguments) {
		return
	}
	i.secrets = detect.Builtin().Find(i.secrets[:0], text)
	var categories []string
	for _, f := range i.secrets {
		if f.Rule.Class == detect.Secret && len(categories) < maxCategories {
			categories = append(categories, f.Rule.Category)
		}
	}
	if len(categories) > 0 {
		e.clues = append(e.clues, clue{SecretInArguments, sure, "arguments hold a secret: " + strings.Join(categories, ", "), e.Arguments, false})
	}
}

// maxCategories bounds those that one reason names.
const maxCategories = 5
