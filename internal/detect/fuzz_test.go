package detect

import (
	"testing"
	"unicode/utf8"
)

func seeds(f *testing.F) {
	for _, spec := range Specs() {
		for _, text := range spec.True {
			f.Add(text)
		}
		for _, text := range spec.False {
			f.Add(text)
		}
	}
	for _, text := range hard(64) {
		f.Add(text)
	}
}

func FuzzFind(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, finding := range Builtin().Find(nil, text) {
			if finding.Start < last || finding.End <= finding.Start || finding.End > len(text) || finding.Rule == nil {
				t.Fatalf("finding %d:%d after %d in %d bytes", finding.Start, finding.End, last, len(text))
			}
			if utf8.ValidString(text) && (!border(text, finding.Start) || !border(text, finding.End)) {
				t.Fatalf("finding %d:%d of %s cuts a character", finding.Start, finding.End, finding.Rule.ID)
			}
			last = finding.End
		}
	})
}

func border(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// Every matcher has to stand every text around one of its literals, and those that
// have none every place of every text.
func FuzzMatchers(f *testing.F) {
	for _, text := range hard(40) {
		f.Add(text, 10)
	}
	for _, spec := range Specs() {
		f.Add(spec.True[0], len(spec.True[0])/2)
		f.Add(spec.True[0], 0)
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		text = text[:min(len(text), 400)]
		if at < 0 || at > len(text) {
			return
		}
		for _, r := range Builtin().rules {
			for _, l := range r.literal {
				around(t, r, text[:at]+l.text+text[at:], at)
			}
		}
		for i := range len(text) {
			everywhere(t, text, i)
		}
	})
}

func around(t *testing.T, r *Rule, text string, at int) {
	t.Helper()
	if r.matcher != nil {
		inBounds(t, text, r.matcher, at)
	} else {
		inBounds(t, text, r.shape.at, at)
	}
}

func everywhere(t *testing.T, text string, i int) {
	t.Helper()
	inBounds(t, text, email, i)
	inBounds(t, text, userinfo, i)
	if isDigit[text[i]] {
		n := readNumeral(text, i)
		if n.size > maxDigits || n.groups > 0 && n.end[n.groups-1] > len(text) {
			t.Fatalf("numeral of %d digits", n.size)
		}
		j := run(text, i, maxDigits+1, &isDigit)
		for _, end := range []int{identifier(text, i, j), uuidAround(text, i), decimal(text, i, j)} {
			if end < i || end > len(text) {
				t.Fatalf("%d bytes of %d passed over", end-i, len(text)-i)
			}
		}
		ipv4(text, i)
		numericDate(text, i)
		base58Address(text, i)
	}
	if i+4 <= len(text) {
		iban(text, i)
	}
	if end := markEnd(text, i); end < i || end > len(text) {
		t.Fatalf("a mark of %d bytes of %d", end-i, len(text)-i)
	}
}

func inBounds(t *testing.T, text string, match matcher, i int) {
	t.Helper()
	if start, end, ok := match(text, i); ok && (start < 0 || start >= end || end > len(text)) {
		t.Fatalf("span %d:%d of %d bytes", start, end, len(text))
	}
}

func FuzzAssigned(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		for i := range min(len(text), 300) {
			start, end := nameAround(text, i, i+1)
			a, ok := assigned(text, start, end)
			if ok && (a.start < end || a.start >= a.end || a.end > len(text)) {
				t.Fatalf("value %d:%d behind name %d:%d of %d bytes", a.start, a.end, start, end, len(text))
			}
		}
	})
}

// FuzzPatterns compares patterns that are matched directly with the regular
// expressions that they were written as.
func FuzzPatterns(f *testing.F) {
	seeds(f)
	type both struct {
		id           string
		direct, slow *shape
	}
	var all []both
	for _, spec := range Specs() {
		if spec.Pattern == "" || len(spec.Keywords) > 0 {
			continue
		}
		direct, err := newShape(spec)
		if err != nil {
			f.Fatal(err)
		}
		spec.Keywords = []string{"any"}
		slow, err := newShape(spec)
		if err != nil {
			f.Fatal(err)
		}
		if direct.anchored == nil {
			all = append(all, both{spec.ID, direct, slow})
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > maxWindow {
			return
		}
		for _, p := range all {
			if p.direct.whole(text) && p.slow.anchored.FindString(text) == "" {
				t.Errorf("%s: %d bytes match directly, but not the expression", p.id, len(text))
			}
		}
	})
}
