package mcp

// codes are the JSON-RPC error codes that have a name (JSON-RPC 2.0, section 5.1;
// specification, all revisions; the SDKs' own).
var codes = set(codeParse, codeInvalidRequest, codeMethodNotFound, codeInvalidParams, "-32603", "-32000",
	codeSDKTimeout, codeResourceNotFound, codeMissingCapabilityRC, codeUnsupportedVersionRC,
	codeHeaderMismatch, codeMissingCapability, codeUnsupportedVersion, codeURLElicitation)

// statuses are the HTTP statuses of failures (IANA registry, and what proxies use besides).
var statuses = set(
	"400", "401", "402", "403", "404", "405", "406", "407", "408", "409", "410", "411", "412", "413", "414", "415",
	"416", "417", "418", "421", "422", "423", "424", "425", "426", "428", "429", "431", "451", "499",
	"500", "501", "502", "503", "504", "505", "506", "507", "508", "510", "511", "520", "521", "522", "523", "524",
)

func set(texts ...string) map[string]struct{} {
	all := make(map[string]struct{}, len(texts))
	for _, text := range texts {
		all[text] = struct{}{}
	}
	return all
}

// KnownCode reports whether text is a JSON-RPC error code that has a name, or the HTTP
// status of a failure, which some emitters write in its place.
func KnownCode(text string) bool {
	_, code := codes[text]
	_, status := statuses[text]
	return code || status
}

// KnownError reports whether text is an error type that the conventions or common
// languages have, so that no peer has made it up.
func KnownError(text string) bool {
	switch text {
	case "tool_error", "connection_closed", other:
		return true
	}
	_, exception := exceptions[text]
	return exception || KnownCode(text)
}
