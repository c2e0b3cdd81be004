package detect

import "strings"

var (
	inIPv4 = isDigit.or(chars("."))
	inIPv6 = isHex.or(chars(":."))
)

// ipv4 returns the end of the address that begins at i, with its prefix length.
func ipv4(text string, i int) (end int, ok bool) {
	j := run(text, i, 4, &isDigit)
	if j-i > 3 || j >= len(text) || text[j] != '.' || i > 0 && (text[i-1] == '.' || text[i-1] == '-' || text[i-1] == ':' && i > 1 && text[i-2] == ':') {
		return 0, false
	}
	end = run(text, i, 16, &inIPv4)
	if text[end-1] == '.' {
		end--
	}
	if !isIPv4(text[i:end]) || end < len(text) && (isWord[text[end]] || text[end] == '-' && end+1 < len(text) && isAlnum[text[end+1]]) {
		return 0, false
	}
	return prefixLength(text, end, 32), !versioned(text, i)
}

// versioned says whether what stands before a number makes it a version:
// Chrome/120.0.0.0, Version=1.0.0.0.
func versioned(text string, i int) bool {
	if i > 1 && text[i-1] == '/' && isAlpha[text[i-2]] {
		return true
	}
	return versions.has(lastWord(text[max(0, i-12):i]))
}

var versions = newWordList("version", "ver", "v", "release", "build")

// prefixLength steps over "/24".
func prefixLength(text string, end, most int) int {
	if end >= len(text) || text[end] != '/' {
		return end
	}
	j := run(text, end+1, 4, &isDigit)
	if j == end+1 || !endsToken(text, j) {
		return end
	}
	n := 0
	for _, b := range []byte(text[end+1 : j]) {
		n = n*10 + int(b-'0')
	}
	if n > most {
		return end
	}
	return j
}

// colon looks at a ':' with hexadecimal digits around it.
func (s *scan) colon(i int) {
	if i < s.colonEnd {
		return
	}
	if i+1 >= len(s.text) || !inIPv6[s.text[i+1]] && s.text[i+1] != ' ' && s.text[i-min(i, 1)] != ':' {
		return
	}
	start := runBack(s.text, i, 48, &inIPv6)
	if start < i && endsEscape(s.text, start+1) {
		start++
	}
	end := run(s.text, i, 48, &inIPv6)
	s.colonEnd = end
	if start > 0 && isWord[s.text[start-1]] || end < len(s.text) && isWord[s.text[end]] {
		return
	}
	if s.set.own.mac != nil && isMAC(s.text[start:end]) {
		s.add(start, end, s.set.own.mac)
		return
	}
	if s.set.own.ip != nil {
		s.ipv6(start, end)
	}
}

// ipv6 adds an IPv6 address with what belongs to it.
func (s *scan) ipv6(start, end int) {
	for end > start && (s.text[end-1] == '.' || s.text[end-1] == ':' && (end-start < 2 || s.text[end-2] != ':')) {
		end--
	}
	text := s.text[start:end]
	if len(text) < 2 || strings.Count(text, ":") < 2 {
		return
	}
	if !isIPv6(text) {
		return
	}
	if end < len(s.text) && s.text[end] == '%' {
		end = run(s.text, end+1, 16, &isWord)
	}
	end = prefixLength(s.text, end, 128)
	s.add(start, end, s.set.own.ip)
}

// isMAC holds for six pairs of hexadecimal digits, unless they say "no address" or
// "everybody".
func isMAC(text string) bool {
	if len(text) != 17 {
		return false
	}
	for i := range len(text) {
		if i%3 == 2 {
			if text[i] != text[2] || text[i] != ':' && text[i] != '-' {
				return false
			}
		} else if !isHex[text[i]] {
			return false
		}
	}
	return !equalFold(text, "ff:ff:ff:ff:ff:ff") && text != "00:00:00:00:00:00"
}

// isIPv4 holds for four numbers up to 255, without leading zeros.
func isIPv4(text string) bool {
	for part := range 4 {
		j := run(text, 0, 4, &isDigit)
		if j == 0 || j > 3 || j > 1 && text[0] == '0' || j == 3 && text[:3] > "255" {
			return false
		}
		if text = text[j:]; part < 3 {
			if text == "" || text[0] != '.' {
				return false
			}
			text = text[1:]
		}
	}
	return text == ""
}

// isIPv6 holds for the text forms of RFC 4291, 2.2: eight groups of up to four
// digits, of which some may be left out once, and the last two may be an IPv4
// address. (net/netip says the same, but its errors cost memory.)
func isIPv6(text string) bool {
	groups, gap := 0, false
	if strings.HasPrefix(text, "::") {
		gap, text = true, text[2:]
	}
	for text != "" {
		j := run(text, 0, 5, &isHex)
		if j < len(text) && text[j] == '.' {
			groups += 2
			return isIPv4(text) && (groups == 8 || gap && groups < 8)
		}
		if j == 0 || j > 4 {
			return false
		}
		groups++
		if text = text[j:]; text == "" {
			break
		}
		switch {
		case strings.HasPrefix(text, "::"):
			if gap {
				return false
			}
			gap, text = true, text[2:]
		case text[0] == ':' && len(text) > 1:
			text = text[1:]
		default:
			return false
		}
	}
	return groups == 8 && !gap || gap && groups < 8
}
