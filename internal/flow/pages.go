package flow

// pages reads a text page by page.
type pages struct {
	text string
	all  bool // words without digits may be values, too
	at   int
}

// next reads the next page, and reports whether there was one.
func (t *pages) next(p *page) bool {
	if t.at >= len(t.text) || t.at > 0 && t.at+overlap >= len(t.text) {
		return false
	}
	n := copy(p.text[:pageSize], t.text[t.at:])
	t.at += pageSize - overlap
	p.fill(len(unpercent(p.text[:n])))
	p.addWords(t.all)
	return true
}

// ends are the parts of a text that are looked at.
func ends(text string) [2]string {
	if len(text) <= MaxText {
		return [2]string{text}
	}
	return [2]string{text[:MaxText*3/4], text[len(text)-MaxText/4:]}
}
