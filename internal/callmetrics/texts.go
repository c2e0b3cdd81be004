package callmetrics

import (
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// numTexts is how many texts of every call are in its identity. They stand one after the other in a
// call, so that they can be mixed in one go.
const numTexts = int(unsafe.Offsetof(mcp.Call{}.ServerName)-unsafe.Offsetof(mcp.Call{}.Method))/int(unsafe.Sizeof("")) + 1

// mixer mixes them where the processor can; else it is nil.
var mixer = series.NewMixer(numTexts)

// textsOf are what a mixer is shown of a call: some more texts follow those that it mixes.
func textsOf(c *mcp.Call) *[series.MixedTexts]string {
	return (*[series.MixedTexts]string)(unsafe.Pointer(&c.Method))
}

// There are as many texts.
var _ [0]struct{} = [unsafe.Offsetof(mcp.Call{}.ResourceURI) - unsafe.Offsetof(mcp.Call{}.Method) - (series.MixedTexts-1)*unsafe.Sizeof("")]struct{}{}

// maxTexts is how many there are with those of the event, and the one that only some calls have.
const maxTexts = numTexts + 3

// sumOfTexts is a sum of hashes with secrets of their own, none of which waits for another.
func sumOfTexts(c *mcp.Call) uint64 {
	return mixed(1, c.Method) + mixed(2, c.Operation) + mixed(3, c.Tool) + mixed(4, c.ToolType) + mixed(5, c.Prompt) +
		mixed(6, c.Workflow) + mixed(7, c.Resource) + mixed(8, c.ErrorType) + mixed(9, c.StatusCode) +
		mixed(10, c.ProtocolVersion) + mixed(11, c.JSONRPCVersion) + mixed(12, c.Transport) + mixed(13, c.NetworkProtocol) +
		mixed(14, c.NetworkProtocolVersion) + mixed(15, c.ServerAddress) + mixed(16, c.Agent) + mixed(17, c.Provider) +
		mixed(18, c.RequestModel) + mixed(19, c.ResponseModel) + mixed(20, c.SessionEvidence) + mixed(21, c.ServerName)
}

// mixed is the hash of a text; 0 of none.
func mixed(secret int, text string) uint64 {
	if text == "" {
		return 0
	}
	return series.MixText(secrets[secret], text)
}
