// Package sketch answers questions about a stream in fixed memory: [Quantiles] how large
// values are, [Distinct] how many different ones there are, [Heavy] which are the most
// frequent, [Rate] how often they come.
//
// Each says how far off it may be. Each can be merged with another one, and then is what
// it would be if it had been shown what both were; of Heavy, the bounds hold. Each has a
// binary form with a version, which is the same for the same state; what cannot be read
// is an error and changes nothing. NaN, infinities and clocks that go backwards do no
// harm. None allocates when it is shown something, and none is safe for concurrent use.
package sketch
