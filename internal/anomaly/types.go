package anomaly

import "time"

// Costs and sizes that several types share.
const (
	costWindow  = "a few additions a call, a few µs a minute"
	costSession = "≈ 0.1 µs with the other rules of sessions"
	costText    = "part of one pass over the text"
	costListing = "only where a list is seen"
	inBaseline  = "≤ 4 KB a measure"
	inSession   = "in the session, ≤ 1 KB"
	inLedger    = "≤ 600 B a tool"
	inNothing   = "none"
)

// Types describes every type of finding.
var Types = [NumTypes]Description{
	LatencyAnomaly: {
		Name: "latency_anomaly", Family: Baselines, Severity: Medium,
		Sees:  "The median duration is unlike what it was at this time, for a tool or, beside what is usual for its tools, a server or a principal, in one role: of twelve calls or more, over at least a minute, or fewer over a quarter of an hour.",
		Blind: "Slow calls among many fast ones; a server that was always slow; anything before the baseline is ready.",
		Cost:  costWindow, Memory: inBaseline,
	},
	RateAnomaly: {
		Name: "rate_anomaly", Family: Baselines, Severity: Low,
		Sees:  "Calls in five minutes of a server, a tool or a principal, unlike what they were; a server of which a hundred calls are missing.",
		Blind: "That nothing comes any more, until something does: a finding needs a span to be on.",
		Cost:  costWindow, Memory: inBaseline,
	},
	ErrorAnomaly: {
		Name: "error_anomaly", Family: Baselines, Severity: Medium,
		Sees:  "The share of calls that fail is unlike what it was.",
		Blind: "Failures that nobody reports as such.",
		Cost:  costWindow, Memory: inBaseline,
	},
	RequestSizeAnomaly: {
		Name: "request_size_anomaly", Family: Baselines, Severity: Low, OWASP: owaspSharing,
		Sees:  "The largest request is unlike what it was, over the same times.",
		Blind: "Calls of which neither the size nor the arguments are known.",
		Cost:  costWindow, Memory: inBaseline,
	},
	ResultSizeAnomaly: {
		Name: "result_size_anomaly", Family: Baselines, Severity: Low, OWASP: owaspSharing,
		Sees:  "The largest result is unlike what it was, over the same times.",
		Blind: "Calls of which neither the size nor the result are known.",
		Cost:  costWindow, Memory: inBaseline,
	},
	UnusualSequence: {
		Name: "unusual_sequence", Family: Baselines, Severity: Medium, OWASP: owaspInjection,
		Sees:  "A tool that follows others as none did before, or arguments unlike all that the tool was given, in a session.",
		Blind: "An attack that uses the usual tools in the usual order with usual arguments; values among ids and free text; arguments that are cut or longer than 16 KB; servers with few sessions, and the first two days.",
		Cost:  "≈ 1 µs with 300 B of arguments, 6 µs when a session ends", Memory: "63 KB a server, 0.5 KB a session",
	},
	RetryLoop: {
		Name: "retry_loop", Family: Behaviour, Severity: Medium, Threshold: 5, Unit: "calls", Window: 2 * time.Minute,
		Sees:  "The same tool called with the same arguments again and again, to no avail: it fails, or answers the same, as far as the answer is known (then twice as many); or the same error, but for its numbers, whatever the arguments.",
		Blind: "Loops over more than eight different calls at once, over several sessions, or slower than the window; without a session, those that succeed, or that are less than half of the calls; successful calls whose arguments differ each time; polling whose answers differ, which is none.",
		Cost:  costSession, Memory: inSession,
	},
	ErrorBurst: {
		Name: "error_burst", Family: Behaviour, Severity: Medium, Threshold: 8, Unit: "failed calls", Window: 5 * time.Minute,
		Sees:  "A session most of whose calls fail.",
		Blind: "Failures spread over many sessions, and without a session one caller of many: see error_anomaly.",
		Cost:  costSession, Memory: inSession,
	},
	DenialBurst: {
		Name: "denial_burst", Family: Behaviour, Severity: High, OWASP: owaspAccess, Threshold: 3, Unit: "denials", Window: 10 * time.Minute,
		Sees:  "A principal, or a session of an unknown one, that is denied again and again.",
		Blind: "Denials that are told as any other error; without a session or a principal, one caller of many.",
		Cost:  costSession, Memory: inSession,
	},
	ValidationBurst: {
		Name: "validation_burst", Family: Behaviour, Severity: Low, Threshold: 4, Unit: "refusals", Window: 10 * time.Minute,
		Sees:  "A session whose arguments are refused again and again: a model that does not understand the tool, or somebody who tries.",
		Blind: "Refusals that are told as any other error; without a session, one caller of many.",
		Cost:  costSession, Memory: inSession,
	},
	UnknownTool: {
		Name: "unknown_tool", Family: Behaviour, Severity: Low, Threshold: 1, Unit: "calls", Window: 10 * time.Minute,
		Sees:  "A tool that the server does not have was called: a model has made it up. Three within the window are of medium severity.",
		Blind: "Servers that answer something else than that.",
		Cost:  costSession, Memory: inSession,
	},
	RunawaySession: {
		Name: "runaway_session", Family: Behaviour, Severity: Medium, OWASP: owaspSharing, Threshold: 300, Unit: "tool calls", Window: 5 * time.Minute,
		Sees:  "A session that makes more calls than any agent at work does, and twice as many as others of its server and, where he is known, its principal made at this hour in the past days.",
		Blind: "Calls without a session; runs that stay below the threshold for hours. A batch is told until it is learned, by half as much more each time: one of a thousand calls in four nights or six weeks, one a month never, nor a session that does not pause.",
		Cost:  costSession, Memory: "in the session, ≤ 1 KB; 400 B a server and principal with large sessions",
	},
	OversizedResult: {
		Name: "oversized_result", Family: Behaviour, Severity: Low, OWASP: owaspSharing, Threshold: 100_000, Unit: "bytes",
		Sees:  "A result that fills a model's context: about 25 000 tokens at four bytes each. Where its size is known, it is that of the content; structured content says the same again. Pictures and sound are none, where the result is recorded.",
		Blind: "Calls of which neither the size nor the result are known. Where only the size of the message is known, what it holds twice counts twice.",
		Cost:  inNothing, Memory: inNothing,
	},
	Enumeration: {
		Name: "enumeration", Family: Behaviour, Severity: Medium, OWASP: owaspAccess, Threshold: 50, Unit: "targets", Window: 10 * time.Minute,
		Sees:  "A principal, or a session of an unknown one, that asks a tool for one thing after the other: distinct arguments, or resources, twice as many as was usual for the tool, or more.",
		Blind: "A walk slower than the threshold, or one that is shared by several principals, tools or, without principals, sessions; one that grows by half each day, which is learned; without a session or a principal, what is less than twice as much as all such callers asked for in the past days, and the first two days; calls without arguments in the telemetry.",
		Cost:  "≈ 0.1 µs", Memory: "≈ 200 B for each principal and tool",
	},
	DormantTool: {
		Name: "dormant_tool", Family: Behaviour, Severity: Low, OWASP: owaspScope, Threshold: 14, Unit: unitDays,
		Sees:  "A tool that nobody has called for long is called again.",
		Blind: "What was before the processor first saw the tool, or was forgotten at a restart without storage.",
		Cost:  inNothing, Memory: "≈ 50 B a tool",
	},
	FirstDestructiveUse: {
		Name: "first_destructive_use", Family: Behaviour, Severity: Low, OWASP: owaspScope, Threshold: 20, Unit: "calls before",
		Sees:  "A principal who has made calls enough, none of them destructive, uses a tool that is: by its destructiveHint or, where nothing is declared, by its name.",
		Blind: "Calls without a principal; tools whose declaration and name say nothing.",
		Cost:  "≈ 0.05 µs", Memory: "≈ 100 B a principal",
	},
	SessionFlood: {
		Name: "session_flood", Family: Behaviour, Severity: High, OWASP: owaspAccess, Threshold: 2000, Unit: "new sessions", Window: time.Minute,
		Sees:  "More new sessions with an id than are real: somebody makes them up, or a client begins one for each call.",
		Blind: "Floods below the threshold, and those of traces, which come and go in any case. While it lasts, what is known of old sessions is pushed out.",
		Cost:  inNothing, Memory: inNothing,
	},
	PrincipalFlood: {
		Name: "principal_flood", Family: Behaviour, Severity: High, OWASP: owaspAccess, Threshold: 1000, Unit: "new principals", Window: 10 * time.Minute,
		Sees:  "More principals who were not known than there are: somebody makes them up, or what is taken for one is another for each call.",
		Blind: "Floods below the threshold, and the first hour of a model. Who has more principals than limits.principals is told each time that many come back.",
		Cost:  "≈ 0.05 µs", Memory: inNothing,
	},
	ToolFlood: {
		Name: "tool_flood", Family: Behaviour, Severity: Medium, OWASP: owaspShadow, Threshold: 500, Unit: "new tools", Window: 10 * time.Minute,
		Sees:  "More tools, or methods of more servers, that were not known than anybody adds at once: names are made up, or hold what is another each time. Calls of them have succeeded: others make nothing known.",
		Blind: "Floods below the threshold, and the first hour of a model. Who has more tools than limits.tools is told each time that many come back.",
		Cost:  inNothing, Memory: inNothing,
	},
	DefinitionChanged: {
		Name: "definition_changed", Family: Definitions, Severity: Low, OWASP: owaspSupply,
		Sees:  "A tool, a prompt or a resource template that is defined otherwise than before, in a way that looks harmless; without recorded definitions, any change of one. Told once a day for each.",
		Blind: "Changes between two lists that nobody saw; what the server does behind the same definition; a server that goes by another name since; resources, and what a server says of itself when a session begins.",
		Cost:  costListing, Memory: inLedger,
	},
	PoisonedDefinition: {
		Name: "poisoned_definition", Family: Definitions, Severity: High, OWASP: owaspPoisoning,
		Sees:  "A definition, new or changed, that instructs the model, weakens what it says of itself, or asks for what it does not need. One that was so from the start, and only says when and how its tool is to be used, is of low severity.",
		Blind: "Instructions that read as documentation; what is beyond 64 KB or 500 sentences of a definition, in members that only clients read (_meta and unknown ones), or beyond 1000 tools of a list and 2000 of a server; definitions that are not in the telemetry.",
		Cost:  costListing, Memory: inLedger,
	},
	ToolShadowing: {
		Name: "tool_shadowing", Family: Definitions, Severity: Medium, OWASP: owaspShadow,
		Sees:  "Two servers offer tools of the same or a confusable name, or a description names another server's tool.",
		Blind: "Servers whose lists were never seen.",
		Cost:  costListing, Memory: inLedger,
	},
	DefinitionConflict: {
		Name: "definition_conflict", Family: Definitions, Severity: High, OWASP: owaspPoisoning,
		Sees:  "Two observers see different definitions of one server's tool at one time: somebody is shown something else. If the difference is harmless, as between two versions, of low severity.",
		Blind: "Observers whose resources do not tell them apart; definitions that are not recorded.",
		Cost:  costListing, Memory: inLedger,
	},
	UndeclaredTool: {
		Name: "undeclared_tool", Family: Definitions, Severity: Low, OWASP: owaspShadow,
		Sees:  "A tool that the server has, but did not list, was called.",
		Blind: "Servers whose lists were never seen. It is wrong where one page of a list was not, or where lists depend on who asks.",
		Cost:  inNothing, Memory: inLedger,
	},
	InjectedInstruction: {
		Name: "injected_instruction", Family: Content, Severity: High, OWASP: owaspInjection,
		Sees:  "A result or a definition that tells a model what to do. A mere request is of low severity, as is what a server's own instructions say of its tools.",
		Blind: "Requests that read as data; words each of which is a sentence, a cell or a field of its own; what is written backwards, in entities of HTML or in other encodings than base64, hexadecimal and ROT13; what is not in the telemetry.",
		Cost:  costText, Memory: inNothing,
	},
	HiddenText: {
		Name: "hidden_text", Family: Content, Severity: High, OWASP: owaspInjection,
		Sees:  "Characters that a model reads and a human does not see: tags, bidirectional controls, zero-width ones between letters.",
		Blind: "Text that is hidden by how it is shown, as white on white.",
		Cost:  costText, Memory: inNothing,
	},
	TerminalEscape: {
		Name: "terminal_escape", Family: Content, Severity: Low, OWASP: owaspInjection,
		Sees:  "Escape sequences of terminals: those that hide or overwrite what is shown are worse than colours.",
		Blind: "What other displays interpret.",
		Cost:  costText, Memory: inNothing,
	},
	EncodedPayload: {
		Name: "encoded_payload", Family: Content, Severity: Medium, OWASP: owaspInjection,
		Sees:  "Base64 or hexadecimal that holds text or a script, in a description or a result.",
		Blind: "Other encodings, and what is encoded twice.",
		Cost:  costText, Memory: inNothing,
	},
	DataLink: {
		Name: "data_link", Family: Content, Severity: Medium, OWASP: owaspSharing,
		Sees:  "An image or a link with a place for data, or data in it: whoever shows it sends them away.",
		Blind: "Links to short names that stand for something.",
		Cost:  costText, Memory: inNothing,
	},
	SensitivePath: {
		Name: "sensitive_path", Family: Content, Severity: Medium, OWASP: owaspSecrets,
		Sees:  "Names of files that hold keys and passwords.",
		Blind: "Names that nobody knows; patterns, and paths that are encoded for an address.",
		Cost:  costText, Memory: inNothing,
	},
	PathTraversal: {
		Name: "path_traversal", Family: Content, Severity: High, OWASP: owaspCommand,
		Sees:  "Arguments that leave the folder they are for, plainly or encoded; not those that hold what somebody has written, by their name (content, code, command).",
		Blind: "Links within the file system, and paths from its root.",
		Cost:  costText, Memory: inNothing,
	},
	ShellInjection: {
		Name: "shell_injection", Family: Content, Severity: High, OWASP: owaspCommand,
		Sees:  "Arguments that smuggle in a command; not those that hold one, or what somebody has written, by their name.",
		Blind: "Commands where they are expected; what is hidden behind a name as those; commands behind a line break, by their path, or with quotes in their name.",
		Cost:  costText, Memory: inNothing,
	},
	SecretInArguments: {
		Name: "secret_in_arguments", Family: Content, Severity: Low, OWASP: owaspSecrets,
		Sees:  "A credential in the arguments of a call; the reason names its kind only.",
		Blind: "Secrets without a shape, encoded, or in pieces: see the rules of mcpredact, which are the same.",
		Cost:  "≈ 1 µs with 300 B of arguments", Memory: inNothing,
	},
	ValueFlow: {
		Name: "value_flow", Family: Content, Severity: High, OWASP: owaspSharing, Threshold: 48, Unit: "characters",
		Sees:  "What one server's tool has returned is sent to another server that is open to the world: a passage, three values or more or, in base64 or hexadecimal, less.",
		Blind: "Data in other words, other letters (look-alikes, accents, full width) or other encodings (base32, compression, reversal, entities of HTML, base64 in pieces); pieces of less than 48 letters and digits in a call, however many calls; passages of which only some words are joined; single words; names of members of less than 32; the middle of texts of more than 32 KB; what was returned some 8 KB of other private results ago, by the 25th tool of a session on, in another conversation, or before a restart; tools that say of themselves that they reach nobody, or are called like none that sends and say nothing; tools of one server, unless they are named as private and open.",
		Cost:  "≈ 2 µs with 1 KB of result and 300 B of arguments", Memory: "2 KB a session, 80 KB in all",
	},
}
