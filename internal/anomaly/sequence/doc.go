// Package sequence says how unlike the usual ones a tool call of a session is: which
// tool it names, after which other, with which arguments. A [Model] learns from the
// sessions of one population, a server or a group of servers, for as long as it runs.
// It has no training phase.
//
// What never occurred is no evidence by itself: where every second session does
// something new, the new is normal. The model estimates for each context how probable
// something new is there (Good and Turing: as probable as what was seen once only), and
// weighs novelty by that. What its own recent sessions would score, each measured
// against all others, then turns the weight into a p-value. [Flag] is where the share
// of sessions that reach it is the one that [Options.Budget] allows.
//
// What a reader would get wrong:
//   - A score is not a probability of an attack. It says how rare such a session is in
//     this population; in one where anything goes, nothing is ever flagged.
//   - A session teaches when it ends. One that was flagged teaches nothing by itself:
//     only what several principals were flagged for becomes normal.
//   - Nothing here is a value. Names and values are hashed with the key of
//     [Options.Key] when they are read, and only hashes are kept and written.
//
// Sources: I. J. Good, The population frequencies of species and the estimation of
// population parameters, Biometrika 40 (1953); I. H. Witten and T. C. Bell, The
// zero-frequency problem, IEEE Transactions on Information Theory 37 (1991);
// G. Cormode and others, Forward decay, ICDE 2009; V. Vovk and others, Algorithmic
// Learning in a Random World (2005).
package sequence
