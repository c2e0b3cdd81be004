package detect

import "strings"

// Lengths of RFC 5321, 4.5.3.1, and what of a URL is read for its password.
const (
	maxLocal    = 64
	maxDomain   = 255
	maxUserinfo = 192
)

var (
	isBeyondASCII = func() (c charset) {
		for b := 0x80; b < 0x100; b++ {
			c[b] = true
		}
		return c
	}()
	inLocal  = isAlnum.or(chars("._%+-'&~^=#$")).or(isBeyondASCII)
	inDomain = isAlnum.or(chars(".-")).or(isBeyondASCII)
)

// at looks at an '@': an address of mail, or the end of a URL's credentials.
func (s *scan) at(i int) {
	if s.set.own.userinfo != nil {
		if start, end, ok := userinfo(s.text, i); ok {
			s.add(start, end, s.set.own.userinfo)
			return
		}
	}
	if s.set.own.email != nil {
		if start, end, ok := email(s.text, i); ok {
			s.add(start, end, s.set.own.email)
		}
	}
}

// email returns the address around the '@' at i.
func email(text string, i int) (start, end int, ok bool) {
	start = runBack(text, i, maxLocal+2, &inLocal)
	for start < i && (endsEscape(text, start+1) || !isAlnum[text[start]] && text[start] < 0x80 && text[start] != '_') {
		start++
	}
	if start == i || i-start > maxLocal || text[i-1] == '.' {
		return 0, 0, false
	}
	end, ok = mailDomain(text, i+1)
	return start, end, ok && text[start:i] != "git"
}

// mailDomain returns the end of a domain with at least two labels, the last of
// which is a name.
func mailDomain(text string, i int) (end int, ok bool) {
	end = run(text, i, maxDomain, &inDomain)
	for end > i && (text[end-1] == '.' || text[end-1] == '-') {
		end--
	}
	dot := strings.LastIndexByte(text[i:end], '.')
	if dot <= 0 || strings.Contains(text[i:end], "..") {
		return 0, false
	}
	top := text[i+dot+1 : end]
	if strings.HasPrefix(top, "xn--") {
		return end, true
	}
	if n := run(top, 0, len(top), &topChars); n < 2 {
		return 0, false
	} else if n < len(top) {
		end -= len(top) - n
		top = top[:n]
	}
	return end, !fileEnding(top)
}

var topChars = isAlpha.or(isBeyondASCII)

// fileEnding holds for what follows the '@' in names of images and packages.
func fileEnding(top string) bool {
	switch top {
	case "png", "jpg", "jpeg", "gif", "svg", "webp", "js", "mjs", "css", "json", "ts", "tgz", "md", "html", "service", "yml", "yaml":
		return true
	}
	return false
}

// notInUserinfo ends the search for the beginning of a URL.
var notInUserinfo = isSpace.or(chars("\"'`<>/(){}"))

// userinfo returns the password of the URL whose credentials end at i; of a URL
// with nothing but a name, that name if it looks like a token.
func userinfo(text string, i int) (start, end int, ok bool) {
	j := i
	for stop := max(0, i-maxUserinfo); j > stop && (!notInUserinfo[text[j-1]] || text[j-1] == '{' || text[j-1] == '}'); {
		j--
	}
	if j < 3 || text[j-1] != '/' || text[j-2] != '/' || text[j-3] != ':' || j == i {
		return 0, 0, false
	}
	if hasMark(text[j:i]) {
		return 0, 0, false
	}
	colon := strings.IndexByte(text[j:i], ':')
	if colon < 0 {
		value := text[j:i]
		return j, i, len(value) >= 16 && token(value, assignment{}) && !placeholder(value)
	}
	start = j + colon + 1
	if start == i {
		return 0, 0, false
	}
	value := text[start:i]
	if placeholder(value) || namesItself(value) || value[0] == '$' || value[0] == '%' && len(value) < 4 || value[0] == '{' {
		return 0, 0, false
	}
	return start, i, count(value).letters < len(value) || strangeness(value) > 2.7
}
