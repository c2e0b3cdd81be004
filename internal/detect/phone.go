package detect

import "strings"

// A phone number has 7 to 15 digits (ITU-T E.164); within a place six do.
const (
	leastPhone = 6
	mostPhone  = 15
)

// phone adds the phone number that a numeral is, if it is one.
func (s *scan) phone(n *numeral) {
	start, plus, paren := phoneStart(s.text, n.start)
	end, size, groups := phoneEnd(s.text, n)
	if size < leastPhone || size > mostPhone || n.digitsUpTo(groups) != size {
		return
	}
	if continues(s.text, start) {
		return
	}
	named := s.saysPhone(start, groups) || followedByPhone(s.text, end)
	switch {
	case plus:
		if !international(n, size, groups) {
			return
		}
	case looksDated(n, groups), groups == 2 && n.before[1] == '.':
		return
	case named:
		if groups == 1 && size < 7 {
			return
		}
	case groups == 1:
		return
	case !alone(s.text, n, groups):
		return
	case paren && n.before[1] == ')' || northAmerican(n, groups) || trunk(n, groups, size):
	default:
		if columnLike(n, groups) {
			s.maybePhone(start, end)
		}
		return
	}
	s.add(start, end, s.set.own.phone)
}

// international holds for numbers behind a "+": no country code begins with 0, and
// those of North America and of Russia have eleven digits.
func international(n *numeral, size, groups int) bool {
	switch {
	case n.digit[0] == 0 || size < 7 || groups == 1 && size < 9:
		return false
	case n.digit[0] == 1:
		return size >= 11 && n.digit[1] > 1
	case n.digit[0] == 7:
		return size >= 11
	}
	return true
}

// columnLike says whether a number of a table may be a phone number if a column of
// it is called so.
func columnLike(n *numeral, groups int) bool {
	for g := range groups {
		if n.length[g] < 2 || n.before[g] == '.' || n.before[g] == '/' {
			return false
		}
	}
	return true
}

// saysPhone says whether the words before a number call it a phone number. One
// without any form must follow directly: in {"name": "Phone", "id": 5551234} another
// member has begun.
func (s *scan) saysPhone(i, groups int) bool {
	if groups > 1 && s.about(callTopic, i) {
		return true
	}
	if !s.about(phoneTopic, i) {
		return false
	}
	between := s.text[min(i, s.topicAt[phoneTopic]):i]
	return groups > 1 || strings.IndexByte(between, ',') < 0 && count(between).digits == 0 && !hasMark(between)
}

// followedByPhone says whether a number is marked behind it: 555 0132 (fax).
func followedByPhone(text string, i int) bool {
	i = run(text, i, 3, &inMark)
	for _, w := range []string{"fax", "office", "mobile", "home", "cell", "phone"} {
		if hasPrefixFold(text[i:], w) && endsToken(text, i+len(w)) {
			return true
		}
	}
	return false
}

var inMark = chars("-( ")

// phoneStart steps back over "+", "(" and "(+".
func phoneStart(text string, i int) (start int, plus, paren bool) {
	for start = i; start > 0 && i-start < 2 && (text[start-1] == '+' || text[start-1] == '('); start-- {
		plus = plus || text[start-1] == '+'
		paren = paren || text[start-1] == '('
	}
	if start > 0 && isWord[text[start-1]] && !endsEscape(text, start) {
		return i, false, false
	}
	return start, plus, paren
}

// phoneEnd returns where the number ends, its extension included.
func phoneEnd(text string, n *numeral) (end, size, groups int) {
	for g := range n.groups {
		if size+int(n.length[g]) > mostPhone {
			break
		}
		size, groups, end = size+int(n.length[g]), g+1, n.end[g]
	}
	if groups < n.groups {
		return 0, 0, 0
	}
	if end+1 < len(text) && text[end] == '-' && isWord[text[end+1]] {
		if j := run(text, end+1, 16, &isAlnum); count(text[end+1:j]).digits > 0 {
			return 0, 0, 0 // a UUID goes on
		}
	}
	if k := extension(text, end); k > end {
		end = k
	}
	return end, size, groups
}

// extension returns the end of "x1234" and " ext. 1234".
func extension(text string, i int) int {
	j := run(text, i, 1, &isBlank)
	for _, mark := range []string{"ext. ", "ext.", "ext ", "ext", "x"} {
		if hasPrefixFold(text[j:], mark) {
			k := j + len(mark)
			if l := run(text, k, 6, &isDigit); l > k && endsToken(text, l) {
				return l
			}
		}
	}
	return i
}

// northAmerican holds for 415-555-0132 and 1-415-555-0132 (NANP: area codes and
// exchanges begin with 2 to 9).
func northAmerican(n *numeral, groups int) bool {
	first := 0
	if groups == 4 && n.length[0] == 1 && n.digit[0] == 1 {
		first = 1
	}
	if groups-first != 3 || n.length[first] != 3 || n.length[first+1] != 3 || n.length[first+2] != 4 {
		return false
	}
	if sep := n.before[groups-1]; sep != '-' && sep != '.' && sep != ' ' {
		return false
	}
	return n.digit[first] >= 2 && n.digit[first+3] >= 2
}

// trunk holds for national numbers that begin with the trunk prefix 0.
func trunk(n *numeral, groups, size int) bool {
	first := n.digit[0] == 0 && (n.digit[1] != 0 || n.digit[2] != 0) && n.length[0] >= 2
	return first && size >= 9 && size <= 14 && groups <= 5 && n.before[1] != '/'
}

// looksDated holds for dates, times and versions.
func looksDated(n *numeral, groups int) bool {
	if groups < 3 {
		return groups == 2 && n.length[0] == 4 && n.before[1] == '/' || groups == 2 && n.before[1] == '.' && n.length[1] != 4 && n.length[0] < 3 ||
			groups == 2 && n.length[0] == 4 && n.length[1] == 2
	}
	l := n.length
	if n.before[1] == '.' && (l[0] == 1 || l[1] == 1 || l[2] == 1) {
		return true
	}
	sep := n.before[1] == '-' || n.before[1] == '/' || n.before[1] == '.'
	return sep && (l[0] == 4 && l[1] == 2 && l[2] == 2 || l[0] <= 2 && l[1] <= 2 && (l[2] == 4 || l[2] == 2 && groups == 3) || n.before[1] == '.' && l[0] < 3 && groups < 4)
}
