package catalog

import "slices"

// profile is what is remembered of a definition: hashes and flags, no text.
type profile struct {
	digest Digest
	parts  [numParts]uint32
	hints  hints
	opaque bool
	// marks are hashes of sentences, then of hosts, then of names that are mentioned.
	marks                      []uint32
	sentences, hosts, mentions uint8
	params                     []param
}

// profile makes the compact form of a definition.
func (d *definition) profile(k key) *profile {
	p := &profile{digest: d.digest, parts: d.parts, hints: d.hints, opaque: d.opaque, params: slices.Clip(d.params)}
	var of struct{ sentences, hosts, mentions []uint32 }
	for _, text := range d.texts {
		for _, s := range sentences(text) {
			of.sentences = addHash(of.sentences, k.hash(plain(s)), maxSentences)
		}
		for host := range hosts(text) {
			of.hosts = addHash(of.hosts, k.hash(host), maxHosts)
		}
		for _, s := range sentences(text) {
			for name := range mentions(s) {
				if hash := k.hash(skeleton(name)); hash != d.own && (!d.isField(hash) || orders(s) >= insists) {
					of.mentions = addHash(of.mentions, hash, maxMentions)
				}
			}
		}
	}
	p.sentences, p.hosts, p.mentions = uint8(len(of.sentences)), uint8(len(of.hosts)), uint8(len(of.mentions))
	p.marks = slices.Concat(of.sentences, of.hosts, of.mentions)
	return p
}

func (p *profile) hasSentence(hash uint32) bool { return slices.Contains(p.marks[:p.sentences], hash) }

func (p *profile) hasHost(hash uint32) bool {
	return slices.Contains(p.marks[p.sentences:int(p.sentences)+int(p.hosts)], hash)
}

// newHost reports whether a text has an address that was not there before.
func (p *profile) newHost(k key, text string) bool {
	for host := range hosts(text) {
		if p == nil || !p.hasHost(k.hash(host)) {
			return true
		}
	}
	return false
}

func (p *profile) hasMention(hash uint32) bool { return slices.Contains(p.mentioned(), hash) }

// mentioned are the hashes of the names that are mentioned.
func (p *profile) mentioned() []uint32 { return p.marks[int(p.sentences)+int(p.hosts):] }

// full reports whether there may have been more sentences than are remembered: what
// seems to be added may be old.
func (p *profile) full() bool { return p.sentences >= maxSentences }

func (p *profile) param(hash uint32) (param, bool) {
	i := slices.IndexFunc(p.params, func(q param) bool { return q.hash == hash })
	if i < 0 {
		return param{}, false
	}
	return p.params[i], true
}

// added returns the sentences of a definition that were not in what is remembered; all
// of them where nothing is. Neighbours stay together, as they are laid out: an instruction
// may go on, and the entries of a list are no sentence.
func (d *definition) added(k key, before *profile) (texts []string) {
	n := 0
	for _, text := range d.texts {
		start, end := 0, 0 // of a run
		for at, s := range sentences(text) {
			if n++; n > maxJudged {
				break
			}
			switch {
			case before != nil && before.hasSentence(k.hash(plain(s))):
				texts = appendText(texts, text[start:end])
				start = end
			case start == end:
				start, end = at, at+len(s)
			default:
				end = at + len(s)
			}
		}
		texts = appendText(texts, text[start:end])
	}
	return texts
}

func appendText(texts []string, text string) []string {
	if text == "" {
		return texts
	}
	return append(texts, text)
}

// differs returns the parts that differ.
func (p *profile) differs(before *profile) (parts Parts) {
	if p.opaque != before.opaque {
		return 1<<numParts - 1
	}
	for i := range p.parts {
		if p.parts[i] != before.parts[i] {
			parts |= 1 << i
		}
	}
	return parts
}
