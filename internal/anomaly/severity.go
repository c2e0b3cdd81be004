package anomaly

// Severity says how bad a finding is, in the words of the drafts of the GenAI
// conventions (agent.threat.detection).
type Severity uint8

// Severities.
const (
	Low Severity = iota
	Medium
	High
	Critical
	numSeverities
)

var severityNames = [numSeverities]string{"low", "medium", "high", "critical"}

// String returns the severity as it appears in mcp.finding.severity.
func (s Severity) String() string { return severityNames[s] }

// ParseSeverity is the inverse of [Severity.String]; ok is false for other text.
func ParseSeverity(text string) (s Severity, ok bool) {
	for i, name := range severityNames {
		if name == text {
			return Severity(i), true
		}
	}
	return Low, false
}

// raised is one step worse.
func (s Severity) raised() Severity { return min(s+1, Critical) }

// lowered is one step better.
func (s Severity) lowered() Severity {
	if s == Low {
		return Low
	}
	return s - 1
}
