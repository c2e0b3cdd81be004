package baseline

// feature is a quantity made of the levels of a series.
type feature struct {
	steps  bool    // of the steps from point to point, not of the values
	over   int     // horizon
	than   int     // horizon that is subtracted, or alone
	weight float64 // of its surprise
}

const alone = -1

// features are where the value is, where it has moved over several horizons, and how
// much it moves. Their surprises are added: several see an event, few the noise of one.
var features = [...]feature{
	{over: now, than: alone, weight: 0.8},
	{over: over64, than: alone, weight: 0.2},
	{over: now, than: over4, weight: 0.5},
	{over: now, than: over16, weight: 1.1},
	{over: now, than: over256, weight: 0.8},
	{over: now, than: over1024, weight: 0.4},
	{over: over4, than: over64, weight: 1.3},
	{over: over16, than: over64, weight: 0.3},
	{over: over16, than: over256, weight: 1.4},
	{over: over64, than: over1024, weight: 0.7},
	{over: over4, than: over1024, weight: 1.2},
	{steps: true, over: over16, than: alone, weight: 0.4},
	{steps: true, over: over64, than: alone, weight: 0.5},
	{steps: true, over: over256, than: alone, weight: 1.3},
	{steps: true, over: over4, than: over64, weight: 0.6},
	{steps: true, over: over64, than: over1024, weight: 0.6},
}

const (
	strangeWeight = 3.2
	lastingWeight = 1.5
)

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
