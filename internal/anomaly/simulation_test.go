package anomaly

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// simulation is ordinary traffic: three servers with tools of their own, forty principals,
// sessions that use a few tools in the usual order, more by day than by night and less on
// weekends, latencies that are noisy, drift slowly and step a little with deploys.
type simulation struct {
	*script
	random *rand.Rand
	open   []*visit
	serial int
	counts map[Type]int // of findings

	// What an incident changes; 1 or 0 is nothing.
	slower   map[string]float64 // tool
	failures float64            // share that is added
	traffic  float64
	each     edit // of every call; nil is none
	nameless bool // nobody says who calls
	larger   float64
}

// visit is a session that is under way.
type visit struct {
	id, who string
	desk    *desk
	steps   []string
	item    int
}

// desk is a server, with the courses that its sessions take.
type desk struct {
	name    string
	courses [][]string
}

var desks = []*desk{
	{"files", [][]string{
		{"list_dir", "read_file", "read_file"},
		{"list_dir", "read_file", "edit_file", "run_tests"},
		{"grep", "read_file", "read_file", "edit_file"},
		{"read_file", "edit_file", "run_tests", "edit_file", "run_tests"},
	}},
	{"crm", [][]string{{"find_customer", "get_customer"}, {"find_customer", "get_customer", "list_orders"}, {"list_orders", "get_order", "get_customer"}}},
	{"tickets", [][]string{{"search_tickets", "get_ticket"}, {"search_tickets", "get_ticket", "add_note"}, {"get_ticket", "add_note", "close_ticket"}}},
}

// ordinarily latencies in milliseconds and results in bytes.
var ordinarily = map[string][2]float64{
	"list_dir": {5, 800}, "read_file": {8, 4000}, "edit_file": {12, 200}, "run_tests": {4000, 6000}, "grep": {60, 2500},
	"find_customer": {90, 1200}, "get_customer": {40, 900}, "list_orders": {120, 3000}, "get_order": {45, 1100},
	"search_tickets": {200, 5000}, "get_ticket": {60, 2000}, "add_note": {80, 100}, "close_ticket": {70, 100},
}

func simulate(t testing.TB, m *Model, seed uint64) *simulation {
	s := begin(t, nil)
	if m != nil {
		s.model, s.inspector = m, m.NewInspector()
	}
	return &simulation{script: s, random: rand.New(rand.NewPCG(seed, 9)), counts: map[Type]int{}, slower: map[string]float64{}, traffic: 1, larger: 1}
}

// minutes lets so many pass.
func (s *simulation) minutes(n int) {
	for range n {
		begin := s.at
		for i, calls := 0, s.poisson(s.rate()); i < calls; i++ {
			s.at = begin.Add(time.Duration(i) * time.Minute / time.Duration(calls))
			s.step()
		}
		s.at = begin.Add(time.Minute)
		s.background()
	}
}

// background is what goes on besides: a health check a minute, which always answers the
// same, and every hour a client that lists tools, as they are.
func (s *simulation) background() {
	s.count(s.call("health", "{}", ofSession("monitor"), of("files"), by("monitor"), result("ok")))
	if s.at.Minute() == 0 {
		for i, d := range desks {
			s.count(s.list(d.name, uint64(s.at.Hour()%3), lists[i]...))
		}
	}
	s.at = s.at.Add(-time.Second) // call and list add it
}

func (s *simulation) count(found []Finding) {
	for _, f := range found {
		s.counts[f.Type]++
	}
}

// lists are what the desks list: honest descriptions, with what makes naive rules shout.
var lists = [][]string{
	{
		`{"name":"list_dir","description":"Lists a folder. You must give an absolute path. Do not use this for files.","annotations":{"readOnlyHint":true}}`,
		`{"name":"read_file","description":"Reads a file. IMPORTANT: large files are cut; use offset to read on."}`, `{"name":"edit_file","description":"Edits a file."}`,
		`{"name":"run_tests","description":"Runs the tests of the project and returns their output."}`, `{"name":"grep","description":"Searches files for a pattern (RE2)."}`,
		`{"name":"health","description":"Says whether the server works."}`,
	},
	{
		`{"name":"find_customer","description":"Finds customers by name or mail address."}`, `{"name":"get_customer","description":"Returns a customer."}`,
		`{"name":"list_orders","description":"Lists the orders of a customer. Call find_customer first if you do not know the id."}`, `{"name":"get_order","description":"Returns an order."}`,
	},
	{
		`{"name":"search_tickets","description":"Searches tickets."}`, `{"name":"get_ticket","description":"Returns a ticket with its notes."}`,
		`{"name":"add_note","description":"Adds a note to a ticket."}`, `{"name":"close_ticket","description":"Closes a ticket. Always add a note before."}`,
	},
}

// answers are results as tools give them.
var answers = []string{
	`{"id":"item-%03d","status":"open","note":"The customer called on Monday and waits for the invoice. See https://docs.example.org/orders/4711."}`,
	`{"items":[{"id":%d,"name":"Blue chair","price":49.9},{"id":2,"name":"Lamp, small","price":12}],"next":"b64:QWxhZGRpbg=="}`,
	"package main\n\nimport \"fmt\"\n\n// item %d: do not edit, generated\nfunc main() { fmt.Println(\"hello\") }\n",
	"ok  \texample.org/x/item%d\t0.412s\n\x1b[32mPASS\x1b[0m\n",
}

// rate is how many calls there are in a minute: a tenth by night, a third on weekends.
func (s *simulation) rate() float64 {
	hour := float64(s.at.Hour()) + float64(s.at.Minute())/60
	noon := (hour - 13) / 4
	rate := 2 + 12*math.Exp(-noon*noon)
	if day := s.at.Weekday(); day == time.Saturday || day == time.Sunday {
		rate /= 3
	}
	return rate * s.traffic
}

func (s *simulation) poisson(mean float64) (n int) {
	for p := s.random.ExpFloat64(); p < mean; p += s.random.ExpFloat64() {
		n++
	}
	return n
}

// step makes the next call of one session, which may begin with it.
func (s *simulation) step() {
	if len(s.open) < 3 || s.random.IntN(4) == 0 {
		s.begin()
	}
	i := s.random.IntN(len(s.open))
	v := s.open[i]
	tool := v.steps[0]
	if v.steps = v.steps[1:]; len(v.steps) == 0 {
		s.open = append(s.open[:i], s.open[i+1:]...)
	}
	if s.random.IntN(3) == 0 {
		v.item = s.random.IntN(500)
	}
	s.ordinary(v, tool)
}

func (s *simulation) begin() {
	s.serial++
	d := desks[s.random.IntN(len(desks))]
	s.open = append(s.open, &visit{
		id: fmt.Sprint("visit", s.serial), who: fmt.Sprint("user", s.random.IntN(40)), desk: d,
		steps: d.courses[s.random.IntN(len(d.courses))], item: s.random.IntN(500),
	})
}

// ordinary is a call as it usually is.
func (s *simulation) ordinary(v *visit, tool string) {
	days := s.at.Sub(epoch).Hours() / 24
	latency := ordinarily[tool][0] * math.Exp(0.35*s.random.NormFloat64()) * (1 + 0.005*days) // drifts by half a percent a day
	if deploys := int(days) / 8; deploys%2 == 1 {
		latency *= 1.15
	}
	if f := s.slower[tool]; f > 0 {
		latency *= f
	}
	size := ordinarily[tool][1] * math.Exp(0.5*s.random.NormFloat64()) * s.larger
	edits := []edit{
		ofSession(v.id), by(v.who), of(v.desk.name), resultSize(int64(size)), took(time.Duration(latency * float64(time.Millisecond))),
		func(o *Observation) { o.Call.ResultDigest = strconv.FormatUint(s.random.Uint64(), 10) },
	}
	if s.each != nil {
		edits = append(edits, s.each)
	}
	if s.nameless {
		edits = append(edits, by(""))
	}
	if s.random.Float64() < 0.01+s.failures {
		edits = append(edits, failing(mcp.OutcomeToolError))
	}
	if s.random.IntN(4) == 0 {
		edits = append(edits, result(fmt.Sprintf(answers[s.random.IntN(len(answers))], v.item)))
	}
	s.at = s.at.Add(-time.Second) // call adds it
	s.count(s.call(tool, fmt.Sprintf(`{"id":"item-%03d"}`, v.item), edits...))
}

// total is how many findings there were.
func (s *simulation) total() (n int) {
	for _, count := range s.counts {
		n += count
	}
	return n
}
