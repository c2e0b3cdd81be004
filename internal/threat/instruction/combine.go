package instruction

// effects are the verbs of requests that change something.
const effects = verbs &^ (1<<gather | 1<<talk | 1<<write)

// A joint is what a request says together with other things of its sentence: one of some
// hits, and a word of each of two sets of classes. What is empty is not asked for.
type joint struct {
	hits hits
	a, b classes
	hit  hit
}

var joints = []joint{
	{hits: 1<<tagged | 1<<heading | 1<<capsHeading | 1<<roleLabel | 1<<chatMarker | 1<<afterUrgent, hit: announced},
	{hits: 1<<addressed | 1<<youModel | 1<<yourTask, hit: commanded},
	{hits: 1<<yourAnswer | 1<<yourCode, hit: dictated},
	{hits: 1 << myThing, hit: requestMine},
	{a: 1<<address | 1<<link, b: 1<<send | 1<<pay | 1<<gather, hit: requestTo},
	{hits: 1 << effect, a: 1<<personal | 1<<device | 1<<amount, hit: requestThing},
}

// combine adds what the whole sentence says.
func (s *sentence) combine() {
	if s.hits&hushed.set() != 0 && s.seen&user.set() != 0 {
		s.hits |= hushUser.set()
	}
	if s.seen&ignoring.set() != 0 && s.seen&orders.set() != 0 && s.seen&(1<<previous|1<<all) != 0 {
		s.hits |= nullified.set()
	}
	if s.hits&requests == 0 {
		return
	}
	if s.courteous() {
		s.hits &^= polite.set()
		return
	}
	for _, j := range joints {
		if (j.hits == 0 || s.hits&j.hits != 0) && (j.a == 0 || s.seen&j.a != 0) && (j.b == 0 || s.seen&j.b != 0) {
			s.hits |= j.hit.set()
		}
	}
	if s.field && s.hits&(1<<polite|1<<asked|1<<ordered) != 0 {
		s.hits |= fieldRequest.set()
	}
}

// courteous tells a request to ignore something that is no instruction, such as a mail.
func (s *sentence) courteous() bool {
	const overrides = 1<<overruled | 1<<setAside | 1<<nullified | 1<<ignoreAndSay
	return s.hits&ignoreOrder.set() != 0 && s.hits&overrides == 0
}
