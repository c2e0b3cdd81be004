// Package baseline learns what is usual in streams of numbers, and says how unusual the
// next one is. A [Series] judges the points of one time series, a [Tail] single values of
// one distribution; a [Budget] turns scores into as many alerts as one wants to read, and a
// [Latch] keeps them to one for an event.
//
// A series is described by some features: where its value is, where it has moved over
// several horizons, how much it moves, and how far it is from what it usually is at this
// time of day and hour of the week. For each the largest and smallest value of every block
// of points are remembered as mean and deviation. A value beyond the usual peaks is
// surprising; the surprises of all features are added, and the sum is judged once more by
// the sums that this series usually has. So each series has its own idea of calm, and one
// scale fits all.
//
// What a reader would get wrong:
//   - Nothing is stored but running figures of fixed size. What they forget is gone.
//   - A score is not a probability. How often it is reached is for [Budget] to say.
//   - Horizons are in points and seasons in time. Points of one to five minutes suit both.
//   - Days and weeks are those of UTC. Summer time moves a season by an hour, once.
//   - Every value is judged before it is learned, and is learned even if it is anomalous,
//     but only within limits: one burst does not move what is usual, a change that stays does.
package baseline
