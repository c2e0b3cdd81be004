package detect

import "strings"

// A table says once, in its heading, what its columns are: rows with commas, tabs,
// bars or semicolons between the cells, and INSERT INTO users (name, password) VALUES
// ('bob', '…'). Answers of databases are often written so.
const (
	tableReach   = 1 << 16
	headingReach = 512
	mostHeaders  = 4 // columns of one heading that are looked at
)

var (
	cellEnds  = chars(",\t|;")
	inCellGap = chars(" \"'`*[]")
	inHeading = isWord.or(cellEnds).or(inCellGap).or(chars("-./#"))
	inRule    = chars("-+|=: ") // between heading and rows
	inTuples  = isSpace.or(chars(",)"))
)

// A table is one on its way.
type table struct {
	sep    byte
	column int
	cells  int
	tuples bool // the rows are in parentheses
	kind   nameKind
}

// heading adds the secrets of the column that is called text[start:end], if it is one of
// a table. Every row is read for few columns, and never as a heading.
func (s *scan) heading(start, end int, kind nameKind) {
	before, after := runBack(s.text, start, blankReach, &inCellGap), run(s.text, end, blankReach, &inCellGap)
	t := table{kind: kind}
	switch {
	case after < len(s.text) && cellEnds[s.text[after]]:
		t.sep = s.text[after]
	case before > 0 && cellEnds[s.text[before-1]]:
		t.sep = s.text[before-1]
	default:
		return
	}
	head := runBack(s.text, before, headingReach, &inHeading)
	if head != s.headed {
		s.headed, s.headers = head, 0
		if head < s.tabled {
			s.headers = mostHeaders
		}
	}
	if s.headers++; s.headers > mostHeaders {
		return
	}
	end = run(s.text, after, headingReach, &inHeading)
	t.column = strings.Count(s.text[head:before], string(rune(t.sep)))
	t.cells = t.column + 1 + strings.Count(s.text[before:end], string(rune(t.sep)))
	if i, ok := t.body(s.text, head, end); ok {
		s.rows(&t, i)
	}
}

// body returns where the rows begin of a table with the heading text[head:i].
func (t *table) body(text string, head, i int) (begin int, ok bool) {
	switch {
	case i == len(text) || t.sep != '|' && strings.Trim(text[i-1:i], " \t") == string(rune(t.sep)):
		return i, false // a list goes on in the next line
	case text[i] == ')':
		t.tuples = true
		i = run(text, i+1, blankReach, &isSpace)
		return i + len("values"), hasPrefixFold(text[i:], "values")
	}
	return i, lineStop[text[i]] && (head == 0 || lineStop[text[head-1]] || text[head-1] == '=') // what stands under a name
}

// rows adds what is secret in a column, up to the first line that is no row.
func (s *scan) rows(t *table, i int) {
	limit := min(len(s.text), i+tableReach)
	for i < limit {
		begin, ok := t.next(s.text, i)
		if !ok {
			break
		}
		end, cells := s.row(t, begin, limit)
		if cells != t.cells {
			break
		}
		i = end
	}
	s.tabled = max(s.tabled, i)
}

// next steps to the next row.
func (t *table) next(text string, i int) (begin int, ok bool) {
	if t.tuples {
		i = run(text, i, blankReach, &inTuples)
		return i + 1, i < len(text) && text[i] == '('
	}
	for range 2 {
		line := run(text, run(text, i, 1, &carriageReturn), 1, &lineStop)
		i = run(text, line, headingReach, &inRule)
		if i == len(text) || !lineStop[text[i]] {
			return line, line < len(text)
		}
		if i == line {
			break // an empty one
		}
	}
	return i, false
}

// row adds the cell in the column of the table, if it is a secret, and returns where the
// row ends and how many cells it has.
func (s *scan) row(t *table, i, limit int) (end, cells int) {
	for ; i < limit; i++ {
		a := t.cell(s.text[:limit], i)
		if cells == t.column && t.holds(s.text[a.start:a.end], a) {
			s.add(a.start, a.end, s.set.own.generic)
		}
		cells++
		i = run(s.text, max(a.end, i), limit, &inCellGap)
		if i >= limit || s.text[i] != t.sep {
			break
		}
	}
	return i, cells
}

// holds says whether a cell is a secret. What is called like one, lists of tokens for one,
// has words in its cells.
func (t *table) holds(value string, a assignment) bool {
	if value == "" || !secretValue(value, t.kind, a) {
		return false
	}
	n := count(value)
	return t.kind == passName && n.digits > 0 && n.letters > 0 && (t.tuples || n.others == 0 || manyKinds(value)) || drawn(value) && inOnePiece(value)
}

// cell reads what stands between two signs that part cells.
func (t *table) cell(text string, i int) assignment {
	i = run(text, i, judged, &inPadding)
	if opensQuote(text, i) {
		if start, end, ok := quotedValue(text, i); ok {
			return assignment{start: start, end: end, quoted: true, arrow: true}
		}
	}
	end := i
	for end < len(text) && text[end] != t.sep && !lineStop[text[end]] && (!t.tuples || text[end] != ')') {
		end++
	}
	return assignment{start: i, end: i + len(strings.TrimRight(text[i:end], " ")), quoted: true, arrow: true}
}

var (
	inPadding      = chars(" ")
	carriageReturn = chars("\r")
)
