// Package metricunit mends the units of metrics that MCP and agent software sends
// itself. Several emitters measure durations in milliseconds, some of them under
// names whose unit is the second by the conventions, and a few state a unit that is
// none. Values are changed together with the unit, so that a metric means the same
// before and after.
package metricunit
