package anomaly

import "time"

// Type is what a finding says. [Types] describes each.
type Type uint8

// Types of findings.
const (
	// Unlike what was usual.
	LatencyAnomaly Type = iota
	RateAnomaly
	ErrorAnomaly
	RequestSizeAnomaly
	ResultSizeAnomaly
	UnusualSequence

	// What calls do.
	RetryLoop
	ErrorBurst
	DenialBurst
	ValidationBurst
	UnknownTool
	RunawaySession
	OversizedResult
	Enumeration
	DormantTool
	FirstDestructiveUse
	SessionFlood
	PrincipalFlood
	ToolFlood

	// What servers say of their tools.
	DefinitionChanged
	PoisonedDefinition
	ToolShadowing
	DefinitionConflict
	UndeclaredTool

	// What texts hold.
	InjectedInstruction
	HiddenText
	TerminalEscape
	EncodedPayload
	DataLink
	SensitivePath
	PathTraversal
	ShellInjection
	SecretInArguments
	ValueFlow

	// NumTypes is the number of types.
	NumTypes
)

// Family is what types have in common.
type Family string

// Families.
const (
	Baselines   Family = "baseline"
	Behaviour   Family = "behaviour"
	Definitions Family = "definition"
	Content     Family = "content"
)

// Entries of the OWASP MCP Top 10 (2025, beta), by which findings are classed where one fits.
const (
	owaspSecrets   = "MCP01"
	owaspScope     = "MCP02"
	owaspPoisoning = "MCP03"
	owaspSupply    = "MCP04"
	owaspCommand   = "MCP05"
	owaspInjection = "MCP06"
	owaspAccess    = "MCP07"
	owaspShadow    = "MCP09"
	owaspSharing   = "MCP10"
)

// Description says of a type what a reader of the documentation wants to know, and its
// defaults.
type Description struct {
	Name     string // mcp.finding.type
	Family   Family
	Severity Severity // of an ordinary finding
	OWASP    string   // entry of the OWASP MCP Top 10; empty where none fits
	// Threshold is how much it takes, in Unit; 0 where there is nothing to set.
	Threshold float64
	Unit      string
	// Window is within how much time; 0 where time does not matter.
	Window time.Duration
	// Sees and Blind are what it finds and what it cannot.
	Sees, Blind string
	// Cost and Memory are what it takes, for each call and in all.
	Cost, Memory string
}

// Most is as much as its threshold can be: no more than is counted, or remembered.
func (d *Description) Most() float64 {
	switch {
	case d.Window != 0:
		return 500_000
	case d.Unit == unitDays:
		return float64(toolExpiry / (24 * time.Hour))
	}
	return 1e9
}

// unitDays is the unit of what is remembered for days.
const unitDays = "days"

// String returns the name of a type as it appears in mcp.finding.type.
func (t Type) String() string { return Types[t].Name }

// ParseType is the inverse of [Type.String]; ok is false for other text.
func ParseType(text string) (t Type, ok bool) {
	for i := range Types {
		if Types[i].Name == text {
			return Type(i), true
		}
	}
	return 0, false
}
