package detect

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
	named := s.about(phoneTopic, start)
	switch {
	case plus:
		if size < 7 || groups == 1 && size < 9 {
			return
		}
	case looksDated(n, groups):
		return
	case named:
		if groups == 1 && size < 7 {
			return
		}
	case groups == 1:
		return
	case paren || northAmerican(n, groups) || trunk(n, groups, size):
	default:
		s.maybePhone(start, end)
		return
	}
	s.add(start, end, s.set.own.phone)
}

// phoneStart steps back over "+", "(" and "(+".
func phoneStart(text string, i int) (start int, plus, paren bool) {
	start = i
	for start > 0 && i-start < 2 {
		switch text[start-1] {
		case '+':
			plus = true
		case '(':
			paren = true
		default:
			return start, plus, paren
		}
		start--
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
	return n.digit[0] == 0 && size >= 9 && (n.length[0] >= 2 || n.before[1] == ' ') && groups <= 5 && size <= 14
}

// looksDated holds for dates, times and versions.
func looksDated(n *numeral, groups int) bool {
	if groups < 3 {
		return groups == 2 && n.length[0] == 4 && n.before[1] == '/' || groups == 2 && n.before[1] == '.' && n.length[1] != 4 && n.length[0] < 3
	}
	l := n.length
	sep := n.before[1] == '-' || n.before[1] == '/' || n.before[1] == '.'
	return sep && (l[0] == 4 && l[1] == 2 && l[2] == 2 || l[0] <= 2 && l[1] <= 2 && (l[2] == 4 || l[2] == 2 && groups == 3) || n.before[1] == '.' && l[0] < 3 && groups < 4)
}
