package detect

// topic is what the text lately spoke about. Digits that could be anything are
// what the words before them say.
type topic uint8

const (
	noTopic topic = iota
	phoneTopic
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
		"phone", "mobile", "tel:", "tel.", "telefon", "teléfono", "téléphone", "cellular", "cell:", "cell ", "fax", "call ", "call me", "calling",
		"dial", "whatsapp", "sms", "hotline", "answering at", "messages to", "contact number", "desk:", "handy", "msisdn", "reach me", "reach us",
		"number is", "\"tel\"", "landline", "one is", "text me", "ring me", "voicemail",
	}},
	{ssnTopic, []string{"ssn", "social security", "social_security", "socialsecurity", "soc sec"}},
	{cardTopic, []string{"card", "credit", "visa", "pan:", "\"pan\"", "amex", "payment", "debit"}},
}

// topicReach is how many bytes after a word its topic holds.
const topicReach = 48

func (s *scan) open(t topic, end int) {
	s.topicAt[t] = end
}

// about says whether the text just before i speaks about t.
func (s *scan) about(t topic, i int) bool {
	return s.topicAt[t] > 0 && i-s.topicAt[t] < topicReach
}
