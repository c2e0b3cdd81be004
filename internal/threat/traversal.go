package threat

import "strings"

// findTraversal finds paths that leave their folder, in arguments: OWASP's path
// traversal with its encodings, CWE-22 to CWE-40, CWE-158.
func findTraversal(f *finder, text string) {
	if f.place != Arguments {
		return
	}
	for i := 0; i < len(text); {
		levels, encoded, end := climb(text, i)
		if levels == 0 {
			i = f.other(text, i)
			continue
		}
		f.climbed(i, end, levels, encoded)
		i = end
	}
}

// One level up is how people write relative paths; more rarely are.
func (f *finder) climbed(start, end, levels int, encoded bool) {
	switch {
	case encoded:
		f.add(Traversal, start, end, levels, "encoded path traversal", weights{Arguments: 0.85})
	case levels >= 3:
		f.add(Traversal, start, end, levels, "path traversal", weights{Arguments: 0.7})
	case levels == 2:
		f.add(Traversal, start, end, levels, "path traversal", weights{Arguments: 0.4})
	default:
		f.add(Traversal, start, end, levels, "path traversal", weights{Arguments: 0.2})
	}
}

// climb counts levels of "../" at i in any encoding.
func climb(text string, i int) (levels int, encoded bool, end int) {
	if i > 0 && (isWord(text[i-1]) || text[i-1] == '.') {
		return 0, false, i // a range, an ellipsis
	}
	for end = i; ; {
		at, plain1 := sign(text, end, '.')
		at, plain2 := sign(text, at, '.')
		next, plain3 := sign(text, at, '/')
		if at == end || next == at || at < 0 || next < 0 {
			return levels, encoded, end
		}
		encoded = encoded || !plain1 || !plain2 || !plain3
		levels++
		end = stays(text, next)
	}
}

// stays passes over what leads nowhere in a path: more separators, and the folder itself.
func stays(text string, i int) (end int) {
	for end = i; ; {
		at, _ := sign(text, end, '/')
		if at < 0 {
			if dot, _ := sign(text, end, '.'); dot > 0 {
				at, _ = sign(text, dot, '/')
			}
		}
		if at < 0 {
			return end
		}
		end = at
	}
}

// sign reads a dot or a separator at i, as it is or encoded for a URL, once or twice. It
// returns where it ends, or -1, and whether it is as it is.
func sign(text string, i int, want byte) (end int, plain bool) {
	if i < 0 || i >= len(text) {
		return -1, false
	}
	switch b := text[i]; {
	case b == want:
		return i + 1, true
	case want == '/' && b == '\\':
		if i+1 < len(text) && text[i+1] == '\\' {
			return i + 2, true
		}
		return i + 1, true
	case b != '%':
		return -1, false
	}
	i++
	for strings.HasPrefix(text[i:], "25") { // encoded once more
		i += 2
	}
	if want == '/' {
		return after(text, i, "2f", "5c", "c0%af"), false
	}
	return after(text, i, "2e", "c0%ae"), false
}

// after returns where one of some codes at i ends, or -1.
func after(text string, i int, codes ...string) int {
	for _, code := range codes {
		if len(text)-i >= len(code) && strings.EqualFold(text[i:i+len(code)], code) {
			return i + len(code)
		}
	}
	return -1
}

// other finds what is at i besides, and returns where to go on.
func (f *finder) other(text string, i int) int {
	switch rest := text[i:]; {
	case rest[0] == 0, strings.HasPrefix(rest, "%00"), strings.HasPrefix(rest, `\u0000`):
		f.add(Traversal, i, i+1, 1, "null byte", weights{Arguments: 0.6})
	case rest[0] == 'f' && strings.HasPrefix(rest, "file://"):
		f.add(Traversal, i, i+len("file://"), 1, "file URL", weights{Arguments: 0.3})
	case rest[0] == '\\':
		return f.share(text, i)
	}
	return i + 1
}

// share finds a path to a share of another host, which Windows opens with the user's
// credentials: two backslashes, four in JSON, a host, and a backslash.
func (f *finder) share(text string, i int) (end int) {
	end = i
	for end < len(text) && text[end] == '\\' {
		end++
	}
	slashes, host := end-i, end
	for end < len(text) && (isWord(text[end]) || text[end] == '-' || text[end] == '.') {
		end++
	}
	dotted := strings.Contains(text[host:end], ".")
	if end < len(text) && text[end] == '\\' && end-host >= 2 && (slashes == 4 || slashes == 2 && dotted) {
		f.add(Traversal, i, end, 1, "network share", weights{Arguments: 0.4})
	}
	return host
}
