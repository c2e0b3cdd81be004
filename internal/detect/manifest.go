package detect

import "strings"

// What a Secret of Kubernetes keeps is base64 under names that say nothing.
const (
	manifestReach = 600  // between "kind" and "data"
	manifestData  = 4096 // of "data"
)

// manifest adds the values of the Secret whose kind is named at i, in YAML and in
// JSON, and in either of them within a JSON string.
func (s *scan) manifest(r *Rule, i int) {
	from := s.dataOf(i)
	if from < 0 || from < s.kept {
		return
	}
	to := min(len(s.text), from+manifestData)
	for j := from; j < to; j++ {
		switch s.text[j] {
		case '}':
			to = j
		case ':':
			j = max(j, s.datum(r, j+1))
		}
		if strings.HasPrefix(s.text[j:], "---") {
			break
		}
	}
	s.kept = to
}

// dataOf returns where the data begin: behind the kind, or before it.
func (s *scan) dataOf(i int) int {
	behind := s.text[i:min(len(s.text), i+manifestReach)]
	for _, name := range []string{"data", "stringData"} {
		for _, end := range []string{":", `":`, `\":`} {
			if at := strings.Index(behind, name+end); at >= 0 {
				return i + at + len(name+end)
			}
		}
	}
	start := max(0, i-manifestReach)
	if at := strings.LastIndex(s.text[start:i], "data"); at >= 0 {
		return start + at + len("data")
	}
	return -1
}

// datum adds the base64 at i and returns its end.
func (s *scan) datum(r *Rule, i int) int {
	i = run(s.text, i, blankReach, &inDatumGap)
	end := run(s.text, i, maxRun, &inBase64)
	if value := s.text[i:end]; len(value) >= 8 && len(value)%4 == 0 && (end == len(s.text) || !isWord[s.text[end]] && s.text[end] != ':') {
		s.add(i, end, r)
	}
	return end
}

var inDatumGap = isBlank.or(chars("\"'\\"))
