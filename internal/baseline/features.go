package baseline

// feature is a quantity made of the levels of a series.
type feature struct {
	steps bool // of the steps from point to point, not of the values
	over  int  // horizon
	than  int  // horizon that is subtracted, or alone
}

const alone = -1

// features are where the value is, where it has moved over several horizons, and how
// much it moves. Their surprises are added: several see an event, few the noise of one.
var features = [...]feature{
	{over: now, than: alone},
	{over: over64, than: alone},
	{over: now, than: over4},
	{over: now, than: over16},
	{over: now, than: over256},
	{over: now, than: over1024},
	{over: over4, than: over64},
	{over: over16, than: over64},
	{over: over16, than: over256},
	{over: over64, than: over1024},
	{over: over4, than: over1024},
	{steps: true, over: over16, than: alone},
	{steps: true, over: over64, than: alone},
	{steps: true, over: over256, than: alone},
	{steps: true, over: over4, than: over64},
	{steps: true, over: over64, than: over1024},
}

// The weights of surprises. All horizons weigh the same: weights of their own gained much
// on the series that they were fitted to, and lost it on others.
const (
	levelWeight = 1
	// How much a series moves is told apart badly from where it moves to.
	stepWeight = 0.5
	// The time of day is two features among many, and the only ones that know it.
	strangeWeight = 3
	lastingWeight = 3
)

func (f *feature) weight() float64 {
	if f.steps {
		return stepWeight
	}
	return levelWeight
}

func (f *feature) value(l *levels, logs *[len(horizons)]float64) float64 {
	of := func(horizon int) float64 {
		if f.steps {
			return logs[horizon]
		}
		return l.level(horizon)
	}
	if f.than == alone {
		return of(f.over)
	}
	return of(f.over) - of(f.than)
}
