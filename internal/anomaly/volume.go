package anomaly

import (
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// volumes is how many calls the largest sessions of a server and, where he is known, a principal
// make within a window, for each hour of the day: a batch that runs every night is usual then, and
// not at noon. There is one only of those that make more than half of what is told.
type volumes [hoursOfDay]level

const hoursOfDay = 24

// maxVolumes bounds those that are known.
const maxVolumes = 1000

// usual is how many are usual about a time: a batch may begin a little early or late.
func (v *volumes) usual(at int64) float64 {
	hour := hourOf(at)
	return max(v[hour].usual(at), v[after(hour)].usual(at), v[before(hour)].usual(at))
}

// learn shows them how many calls there were of one session, where so many were usual: it teaches
// none of those that are usual together twice.
func (v *volumes) learn(n, usual, atOnce float64, by uint64, at int64) {
	hour := hourOf(at)
	if n <= usual || !v[before(hour)].taughtBefore(by, at) && !v[after(hour)].taughtBefore(by, at) {
		v[hour].learn(n, usual, atOnce, by, at)
	}
}

func before(hour int) int { return (hour + hoursOfDay - 1) % hoursOfDay }
func after(hour int) int  { return (hour + 1) % hoursOfDay }

func hourOf(at int64) int { return int(max(at, 0) / int64(time.Hour) % hoursOfDay) }

// volume looks for sessions that make more calls than any agent at work, and than others did at this
// time of the day.
func (x *moment) volume(s *session) {
	if x.Call.Kind != mcp.KindToolCall || !x.options.on(RunawaySession) {
		return
	}
	threshold := x.threshold(RunawaySession)
	n := float64(s.volume.add(x.at, x.window(RunawaySession)))
	if n <= threshold/2 {
		return
	}
	v, _ := x.volumes.Add(series.Mix(x.serverAt, x.principal), x.at, nil)
	usual := v.usual(x.at)
	enough := max(threshold, 2*usual)
	if !x.late {
		// A session that has paused is another one, as everywhere.
		v.learn(n, usual, threshold/2, series.Mix(x.session, uint64(s.began)), x.at)
	}
	if n >= enough {
		x.tell(x.found(RunawaySession, fmt.Sprintf("%.0f tool calls of one session within %s", n, x.window(RunawaySession)), n, enough), x.anyone)
	}
}
