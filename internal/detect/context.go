package detect

// topic is what the text lately spoke about. Digits that could be anything are
// what the words before them say.
type topic uint8

const (
	noTopic    topic = iota
	phoneTopic       // phones
	callTopic        // perhaps phones: tools are called too
	ssnTopic
	cardTopic
	numTopics
)

// topics lists the words that open a topic.
var topics = []struct {
	topic topic
	words []string
}{
	{phoneTopic, []string{
		"phone", "telephone", "cellphone", "mobile", "tel", "telefon", "telefono", "teléfono", "téléphone", "cellular", "fax",
		"whatsapp", "hotline", "answering at", "messages to", "contact number", "desk:", "msisdn", numberIs, "landline",
		"call me", "call us", "call him", "call her", "call them", "call back", "call you", "text to", "reach me", "reach us", "contact me", "contact us",
		"my number", "电话", "手机", "電話", "携帯", "전화",
	}},
	{callTopic, []string{"call ", "calling ", "cell:", "cell ", "sms", "text me", "ring me", "voicemail", "dial "}},
	{ssnTopic, []string{"ssn", "social security", "social_security", "socialsecurity", "soc sec", "taxpayer", "tax id", "tax_id", "taxid"}},
	{cardTopic, []string{"card", "credit", "visa", "pan:", "\"pan\"", "amex", "payment", "debit"}},
}

// topicReach is how many bytes after a word its topic holds.
const topicReach = 48

// numberIs opens the topic of phones unless it is said of another number.
const numberIs = "number is"

func (s *scan) open(t topic, start, end int) {
	if !startsWord(s.text, start) || start > 0 && s.text[start-1] == 'i' {
		return // an iPhone is a user agent
	}
	if t == phoneTopic && hasPrefixFold(s.text[start:], numberIs) && otherNumbers.has(lastWord(s.text[max(0, start-24):start])) {
		return
	}
	s.topicAt[t] = end
}

var otherNumbers = newWordList(
	"order", "account", "tracking", "invoice", "serial", "case", "ticket", "reference", "confirmation", "card", "flight", "part", "model",
	"version", "tax", "policy", "member", "customer", "security", "routing", "license", "licence", "passport", "registration", "room", "page",
	"line", "issue", "build", "process", "port", "transaction", "id", "largest", "prime", "random", "total",
)

// about says whether the text just before i speaks about t.
func (s *scan) about(t topic, i int) bool {
	return s.topicAt[t] > 0 && i-s.topicAt[t] < topicReach
}
