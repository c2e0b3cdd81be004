package callmetrics

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Bounds of the templates that are known.
const (
	// MaxTemplates is the number of templates; further ones are not learned.
	MaxTemplates = 256
	maxTemplate  = 256  // bytes
	maxURI       = 2048 // bytes of a URI that are compared
)

// Templates say what may stand for a resource's URI in a label. URIs are chosen by
// whoever asks and may hold names of people and files; the templates are the
// server's (specification, resources/templates; RFC 6570). It is safe for concurrent
// use.
type Templates struct {
	mu    sync.RWMutex // covers known
	known []template   // the narrowest first
}

type template struct {
	text    string
	literal int    // bytes
	loose   int    // expressions that match more than a segment
	prefix  string // literal text that every URI begins with
	match   *regexp.Regexp
}

// NewTemplates returns what knows the given templates.
func NewTemplates(texts []string) (*Templates, error) {
	t := &Templates{}
	for _, text := range texts {
		if err := t.Declare(text); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Reasons why a template is refused.
var (
	errTemplateLong   = errors.New("must have at most 256 bytes")
	errTemplateSyntax = errors.New("must be literal text with expressions in braces (RFC 6570)")
	errTemplateMany   = errors.New("must be one of at most 256 templates")
)

// Declare learns a template.
func (t *Templates) Declare(text string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if slices.ContainsFunc(t.known, func(known template) bool { return known.text == text }) {
		return nil
	}
	if len(t.known) == MaxTemplates {
		return errTemplateMany
	}
	added, err := parseTemplate(text)
	if err != nil {
		return err
	}
	at, _ := slices.BinarySearchFunc(t.known, added, func(a, b template) int {
		return cmp.Or(cmp.Compare(b.literal, a.literal), cmp.Compare(a.loose, b.loose), cmp.Compare(a.text, b.text))
	})
	t.known = slices.Insert(t.known, at, added)
	return nil
}

// Of returns the template that a URI matches, the one with the most literal text if
// there are several, and whether it was declared. Where none was, it is the template
// of all URIs with the scheme.
func (t *Templates) Of(uri string) (text string, declared bool) {
	if uri == "" {
		return "", false
	}
	if len(uri) <= maxURI {
		t.mu.RLock()
		defer t.mu.RUnlock()
		for i := range t.known {
			if x := &t.known[i]; strings.HasPrefix(uri, x.prefix) && x.match.MatchString(uri) {
				return x.text, true
			}
		}
	}
	return ofScheme(uri), false
}

// rest is the expression that any text matches.
const rest = "{+rest}"

// ofScheme is the template of all URIs of a scheme (RFC 3986, section 3.1).
func ofScheme(uri string) string {
	scheme, _, ok := strings.Cut(uri, ":")
	if !ok || len(scheme) == 0 || len(scheme) > maxScheme {
		return rest
	}
	for i, c := range []byte(scheme) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", rune(c))) {
			return rest
		}
	}
	return strings.ToLower(scheme) + ":" + rest
}

const maxScheme = 32

// expression is what stands in braces.
var expression = regexp.MustCompile(`\{([+#./;?&]?)[A-Za-z0-9_.%,*:]+\}`)

// classes are what expressions expand to, by operator (RFC 6570, section 3.2): simple
// ones encode what is reserved, the others bring their own separators.
var classes = map[string]string{
	"": `[^/?#]+`, "+": `.*`, "#": `(?:#.*)?`, ".": `(?:\.[^/?#]*)?`, "/": `(?:/[^?#]*)?`,
	";": `(?:;[^/?#]*)?`, "?": `(?:\?[^#]*)?`, "&": `(?:&[^#]*)?`,
}

func parseTemplate(text string) (template, error) {
	if len(text) > maxTemplate {
		return template{}, errTemplateLong
	}
	var pattern strings.Builder
	pattern.WriteString(`(?s)\A`)
	t := template{text: strings.Clone(text)}
	from := 0
	for i, at := range expression.FindAllStringSubmatchIndex(text, -1) {
		literal := text[from:at[0]]
		if i == 0 {
			t.prefix = strings.Clone(literal)
		}
		t.literal += len(literal)
		pattern.WriteString(regexp.QuoteMeta(literal))
		operator := text[at[2]:at[3]]
		if operator != "" {
			t.loose++
		}
		pattern.WriteString(classes[operator])
		from = at[1]
		if strings.ContainsAny(literal, "{}") {
			return template{}, errTemplateSyntax
		}
	}
	literal := text[from:]
	if text == "" || strings.ContainsAny(literal, "{}") {
		return template{}, errTemplateSyntax
	}
	t.literal += len(literal)
	if from == 0 {
		t.prefix = t.text
	}
	pattern.WriteString(regexp.QuoteMeta(literal))
	pattern.WriteString(`\z`)
	match, err := regexp.Compile(pattern.String())
	if err != nil {
		return template{}, errTemplateSyntax
	}
	t.match = match
	return t, nil
}
