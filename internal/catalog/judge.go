package catalog

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/threat"
	"github.com/otelcol-mcp/otelcol-mcp/internal/threat/instruction"
)

// What structural changes weigh. From a half on, one deserves a look by itself: what
// asks for credentials, or what a client may have been allowed to do without asking
// because of a hint. Honest updates add addresses, mention siblings and correct hints
// they never gave, so those weigh less and need company.
const (
	weighsRequiredSecret    = 0.7
	weighsOptionalSecret    = 0.35
	weighsRequiredContext   = 0.6
	weighsOptionalContext   = 0.3
	weighsWidened           = 0.2
	weighsReadOnlyWithdrawn = 0.5
	weighsReadOnlyClaimed   = 0.5
	weighsHarmlessClaimed   = 0.4
	weighsOpensWorld        = 0.25
	weighsNewAddress        = 0.15
	weighsNamesTool         = 0.1
	weighsNamesForeign      = 0.3
	weighsOpaque            = 0.3
	weighsRenamed           = 0.05
)

// names tells whose tool has a name, of the skeleton with this hash.
type names func(hash uint32, name string) (own, foreign bool)

// judge judges a definition: what was added since before, or all of it if before is nil.
func (d *definition) judge(k key, before *profile, of names) verdict {
	var v verdict
	for _, text := range d.added(k, before) {
		v.worse(d.judgeText(k, text, before, of))
	}
	if before != nil {
		d.judgeChange(&v, before)
	}
	return v
}

// judgeText judges a text that is new: what it says, what is in it, whom it names.
func (d *definition) judgeText(k key, text string, before *profile, of names) (v verdict) {
	said, _ := instruction.Find(text, instruction.Description)
	newAddress := before.newHost(k, text)
	if newAddress && before != nil {
		v.add(NewAddress, weighsNewAddress)
	}
	judgeDemands(&v, text, newAddress)
	d.judgeNames(&v, k, text, before, of)
	judgeContent(&v, text)
	if said.Score >= saysSomething {
		v.add(reasonsOf(said.Reasons), given(said.Score, before != nil && !before.full()))
	}
	return v
}

const (
	// saysSomething is the least score of a sentence that counts: most documentation
	// scores less.
	saysSomething = 0.02
	// addedOdds is how much more likely an instruction is in what was added to a
	// definition than in any description. The detector knows descriptions as a whole,
	// most of which instruct nobody; updates add little, and attackers add just that.
	// Tuned on labelled changes, within a gap: from 2.2 to 8.5 they are told
	// apart as well.
	addedOdds = 6
)

// given is the probability of an instruction where it is known whether it was added.
func given(score float64, added bool) float64 {
	if !added || score >= 1 {
		return score
	}
	odds := addedOdds * score / (1 - score)
	return odds / (1 + odds)
}

// judgeNames looks for names of other tools. A name in a sentence that instructs weighs
// more than both on their own: "call this one first".
func (d *definition) judgeNames(v *verdict, k key, text string, before *profile, of names) {
	own, foreign, order := false, false, 0.0
	for _, s := range sentences(text) {
		for name := range mentions(s) {
			hash := k.hash(skeleton(name))
			if hash == d.own || before != nil && before.hasMention(hash) {
				continue
			}
			isOwn, isForeign := of(hash, name)
			own = own || isOwn
			if !isForeign || isOwn {
				continue
			}
			if said := orders(s); said >= insists || !d.isField(hash) {
				foreign, order = true, max(order, said)
			}
		}
	}
	if own && before != nil {
		v.add(NamesTool, weighsNamesTool)
	}
	if foreign {
		v.add(NamesForeignTool, weighsNamesForeign+given(order, true)/2)
	}
}

// insists is the least score of an order. Below, the name of a parameter is that of no
// tool; from there on it may be a cover for one.
const insists = 0.1

func (d *definition) isField(hash uint32) bool { return slices.Contains(d.fields, hash) }

// orders returns how much a sentence reads as an instruction.
func orders(sentence string) float64 {
	said, _ := instruction.Find(sentence, instruction.Description)
	return said.Score
}

// contentReasons say what evidence in the text means.
var contentReasons = [threat.NumKinds]Reasons{
	threat.Hidden: HiddenText, threat.Terminal: TerminalControl, threat.Encoded: EncodedText, threat.Carrier: DataCarrier,
	threat.Sensitive: SensitivePath, threat.Traversal: SensitivePath, threat.Shell: Command,
}

func judgeContent(v *verdict, text string) {
	var buffer [8]threat.Evidence
	for _, e := range threat.Find(buffer[:0], text, threat.Description) {
		v.add(contentReasons[e.Kind], e.Score)
	}
}

// reasonsOf translates the reasons of the detector of instructions.
func reasonsOf(said instruction.Reasons) Reasons {
	r := Instruction
	for _, t := range []struct {
		said instruction.Reasons
		is   Reasons
	}{
		{instruction.Concealment, Concealment},
		{instruction.Sequencing, OtherCalls},
		{instruction.Exfiltration, SendsData},
		{instruction.Redirection, Redirects},
		{instruction.Preference, Praise},
		{instruction.Code, Command},
		{instruction.Disguise, HiddenText},
		{instruction.Override | instruction.Role | instruction.Persona, Overrides},
		{instruction.Secret, AsksSecret},
	} {
		if said&t.said != 0 {
			r |= t.is
		}
	}
	return r
}

// judgeChange judges what changed besides texts.
func (d *definition) judgeChange(v *verdict, before *profile) {
	switch {
	case d.opaque && !before.opaque:
		v.add(Opaque, weighsOpaque)
		return
	case d.opaque || before.opaque:
		return // there is nothing to compare with
	}
	if d.parts[indexOf(PartName)] != before.parts[indexOf(PartName)] {
		v.add(Renamed, weighsRenamed)
	}
	for _, p := range d.params {
		was, known := before.param(p.hash)
		judgeParam(v, p, was, known)
	}
	judgeHints(v, d.hints, before.hints)
}

func judgeParam(v *verdict, p, was param, known bool) {
	newly := !known || p.flags&required != 0 && was.flags&required == 0
	weigh := func(flag paramFlags, reason Reasons, must, may float64) {
		switch {
		case p.flags&flag == 0 || !newly:
		case p.flags&required != 0:
			v.add(reason, must)
		default:
			v.add(reason, may)
		}
	}
	weigh(secretLike, SecretParameter, weighsRequiredSecret, weighsOptionalSecret)
	weigh(contextLike, ContextParameter, weighsRequiredContext, weighsOptionalContext)
	if known && p.flags&freeText != 0 && was.flags&freeText == 0 && (was.flags&limited != 0 || p.kind != was.kind) {
		v.add(WidenedParameter, weighsWidened)
	}
}

// judgeHints compares hints that are given both before and after: one that is given
// for the first time corrects nothing that somebody has relied on.
func judgeHints(v *verdict, now, before hints) {
	for _, h := range []struct {
		hint   hints
		was    bool
		reason Reasons
		score  float64
	}{
		{readOnlyHint, true, ReadOnlyWithdrawn, weighsReadOnlyWithdrawn},
		{readOnlyHint, false, ReadOnlyClaimed, weighsReadOnlyClaimed},
		{destructiveHint, true, HarmlessClaimed, weighsHarmlessClaimed},
		{openWorldHint, false, OpensWorld, weighsOpensWorld},
	} {
		was, wasGiven := before.is(h.hint)
		is, isGiven := now.is(h.hint)
		if wasGiven && was == h.was && (isGiven && is != was || !isGiven && h.reason == ReadOnlyWithdrawn) {
			v.add(h.reason, h.score)
		}
	}
}
