package instruction

// lexicon holds the words of each class. A word may stand in several.
//
// The words are those of the subject, collected class by class from dictionaries of
// near-synonyms and not from attacks; only inflected forms that an order uses are
// given. Words are folded as [fold] does it: lower case, without accents.
var lexicon = map[class]string{
	ignoring: `ignore ignores ignoring disregard disregarding forget overlook override overrides overriding overridden
		bypass bypasses bypassing nevermind neglect supersede supersedes discard circumvent unlearn forgotten`,
	previous: `previous prior above preceding earlier existing former foregoing initial original before other past`,
	orders: `instruction instructions directive directives prompt prompts rule rules guideline guidelines command commands
		restriction restrictions constraint constraints programming told policies policy safeguards filters limitations
		training message messages orders context conversation directions safety`,
	please: `please kindly pls plz`,
	modal:  `can could would will may might`,
	you:    `you your yours yourself`,
	me:     `i me my mine myself`,
	must: `must should shall always never mandatory required need needs have ought essential crucial strictly necessary
		ensure obligatory imperative remember`,
	not:   `not don never without cannot neither avoid refrain dont`,
	first: `first before after prior once beforehand upon afterwards firstly whenever every`,
	then:  `and then afterwards next also subsequently`,
	user:  `user users customer customers human humans client person anyone operator people`,
	tool:  `tool tools function functions plugin server api`,
	answer: `answer answers response responses reply replies output outputs summary conclusion explanation completion
		elucidation`,
	secret: `password passwords credential credentials secret secrets passcode passphrase apikey ssn passwd otp
		cvv pincode username usernames login logins`,
	personal: `account accounts bank address addresses card cards history profile details data information record records
		health medical genetic location contacts contact email emails payment payments balance investment savings
		holdings transaction transactions appointment patient files file note notes shipment shipments order flight
		flights reservation photos calendar search purchase purchases wallet subscription phone birth birthday neighbour
		neighbor friend settings database salary insurance tax loan mortgage credit residence identity playlist
		playlists skills reviews review events event property device devices names message messages document documents
		invoice invoices funds money dollars usd bitcoin bitcoins ethereum crypto`,
	device: `door doors lock locks robot thermostat lights camera garage alarm oven home house room bathroom bedroom
		kitchen car vehicle network traffic server grid factor access permission permissions`,
	model: `assistant ai model llm chatbot bot agent gpt chatgpt claude gemini llama copilot openai anthropic ais models
		assistants agents`,
	system: `system admin administrator developer sys inst superuser maintainer owner ceo president officer
		manager team`,
	urgent: `important critical urgent attention warning notice alert immediately emergency mandatory priority essential
		crucial asap todo information info note directive protocol instruction instructions`,
	superior: `best premium ultimate superior unmatched trusted reliable professional professionals enterprise pinnacle
		enhanced advanced optimized unparalleled fastest accurate leading unrivaled exclusive preferred recommended
		revolutionary world finest perfect better`,
	instead: `instead rather alternative replace replacing substitute exclusively only`,
	now:     `now henceforth onwards forth`,
	role:    `act pretend imagine roleplay simulate behave persona character impersonate hypothetical suppose scenario`,
	freed:   `jailbreak jailbroken unrestricted uncensored dan unfiltered unethical amoral limitless`,
	code:    `code snippet snippets script codebase algorithm program implementation solution`,
	covert:  `hide hiding conceal secretly silently quietly covertly discreetly hidden covert invisible background unnoticed transparently`,
	shell:   `curl wget sudo rm chmod chown nc powershell scp whoami mkfs netcat rsync`,
	secured: `security compliance audit validation verification integrity authentication maintenance verify validate
		cleanup authorization regulatory standardized optimization`,
	following: `following below subsequent next underneath`,
	all:       `all any every everything anything entire`,
	asking:    `what where who whom which how when whose why`,
	priority:  `precedence regardless irrespective overrule priority prioritize matter supersedes overrides`,
	disabled:  `deprecated disabled suspended unavailable outdated obsolete lifted deactivated restricted halt temporarily void invalid`,
	mode:      `mode enabled activated unlocked elevated privilege privileges activate debug session`,
	query:     `query parameter parameters request requests field argument arguments value values`,
	cipher:    `cipher base64 rot13 caesar encode encoded decode encrypt encrypted hexadecimal morse backwards reversed`,
	task:      `task tasks directive operation action actions execution goal objective instruction request`,
	talk: `tell inform mention notify reveal disclose show alert warn say state print repeat display explain announce
		admit claim suggest recommend advise advertise praise ask confirm reply respond promote spread`,
	informing: `tell inform informed mention mentioned notify reveal disclose alert warn admit told know`,
	consent:   `asking confirmation confirming permission permissions consent approval prompting informing telling notice knowing`,
	when:      `when if whenever while unless`,
	send: `pass send email forward share post upload publish bcc deliver transmit mail text submit redirect export leak
		exfiltrate tweet dispatch message cc attach sync copy`,
	pay: `transfer deposit pay withdraw wire buy purchase sell trade donate invest exchange order book reserve`,
	permit: `grant unlock open enable allow authorize approve accept permit invite give activate elevate connect join
		follow subscribe assign promote`,
	destroy: `delete remove erase wipe clear cancel disable close terminate revoke deactivate block stop drop destroy
		shut uninstall turn lock kill unsubscribe`,
	gather: `retrieve get fetch find download list look gather collect obtain extract access read search check provide
		view review see query pull compile summarize track identify locate scan analyze delve show dig`,
	change: `change update modify edit set replace reset adjust rename move increase decrease raise lower convert
		configure switch alter rewrite reroute swap make reschedule`,
	produce: `schedule create make add order dispatch register arrange plan generate initiate start launch prepare
		organize deploy install place file issue guide setup build control manage`,
	call: `call invoke use run execute trigger perform utilize do rate rank choose select prefer pick hire obey complete proceed continue follow apply employ`,
	write: `include add insert append augment embed incorporate integrate end begin write respond reply answer translate
		enhance finish render encode encrypt output weave feature supplement elevate shift refine speak conclude
		introduce randomize substitute`,
	label: `important system sys inst instruction instructions directive directives admin administrator override
		critical urgent attention information priority prompt assistant developer mandatory task injection`,
	courtesy:  `sure know feel hesitate contact visit regards thanks thank refer attached welcome questions`,
	automatic: `automatically default silently always regardless instead`,
	link:      `www`,
	path:      `passwd shadow bashrc env etc rsa ssh hosts zshrc aws kube`,
}
