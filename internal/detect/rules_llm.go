package detect

// Providers of language models and what agents use beside them.
func models() []RuleSpec {
	return []RuleSpec{
		{ID: "anthropic-key", Source: "https://docs.anthropic.com/en/api/admin-api/apikeys", Pattern: `sk-ant-(api|admin|oat|ort|sid)[0-9]{2}-[0-9A-Za-z_-]{80,120}`, True: texts("sk-ant-api03-"+mixed(93)+"AA", "sk-ant-oat01-"+mixed(93)+"AA"), False: texts("sk-ant-api03-" + mixed(30))},
		{ID: "openai-key", Source: "https://platform.openai.com/docs/api-reference/authentication", Pattern: `sk-[0-9A-Za-z]{48}|sk-(proj|svcacct|admin|None|service)-[0-9A-Za-z_-]{40,200}`, Check: openAI, True: texts("sk-"+mixed(20)+"T3BlbkFJ"+mixed(20), "sk-proj-"+mixed(58)+"T3BlbkFJ"+mixed(58)), False: texts("sk-"+mixed(9), "sk-proj-"+mixed(9))},
		{ID: "deepseek-key", Source: "https://api-docs.deepseek.com/", Pattern: `sk-[0-9a-f]{32}`, Entropy: 3, True: texts("sk-" + hexa(32)), False: texts("sk-" + hexa(9))},
		{ID: "openrouter-key", Source: "https://openrouter.ai/docs/api-reference/authentication", Pattern: `sk-or-v1-[0-9a-f]{64}`, True: texts("sk-or-v1-" + hexa(64)), False: texts("sk-or-v1-" + hexa(9))},
		{ID: "langfuse-key", Source: "https://langfuse.com/docs/api", Pattern: `[sp]k-lf-` + patternUUID, True: texts("sk-lf-" + uuid()), False: texts("sk-lf-" + hexa(9))},
		{ID: "helicone-key", Source: "https://docs.helicone.ai/helicone-headers/helicone-auth", Pattern: `sk-helicone-[0-9a-z]{7}-[0-9a-z]{7}-[0-9a-z]{7}-[0-9a-z]{7}`, True: texts("sk-helicone-" + small(7) + "-" + small(7) + "-" + small(7) + "-" + small(7)), False: texts("sk-helicone-" + small(7))},
		{ID: "litellm-key", Source: "https://docs.litellm.ai/docs/proxy/virtual_keys", Pattern: `sk-[0-9A-Za-z_-]{22}`, Entropy: 3.8, True: texts("LITELLM_API_KEY=sk-" + mixed(22)), False: texts("sk-some-other-thing-here-1")},
		{ID: "huggingface-token", Source: "https://huggingface.co/docs/hub/security-tokens", Pattern: `hf_[0-9A-Za-z]{34,40}|api_org_[0-9A-Za-z]{34}`, Entropy: 2.5, True: texts("hf_"+mixed(34), "api_org_"+mixed(34)), False: texts("hf_" + mixed(9))},
		{ID: "groq-key", Source: "https://console.groq.com/docs/api-reference", Pattern: `gsk_[0-9A-Za-z]{52}`, True: texts("gsk_" + mixed(52)), False: texts("gsk_" + mixed(9))},
		{ID: "perplexity-key", Source: "https://docs.perplexity.ai/", Pattern: `pplx-[0-9A-Za-z]{48}`, True: texts("pplx-" + mixed(48)), False: texts("pplx-" + mixed(9))},
		{ID: "replicate-token", Source: "https://replicate.com/docs/reference/http#authentication", Pattern: `r8_[0-9A-Za-z]{37}`, True: texts("r8_" + mixed(37)), False: texts("r8_" + mixed(9))},
		{ID: "xai-key", Source: "https://docs.x.ai/docs/api-reference", Pattern: `xai-[0-9A-Za-z]{70,90}`, True: texts("xai-" + mixed(80)), False: texts("xai-" + mixed(9))},
		{ID: "together-key", Source: "https://docs.together.ai/reference/authentication", Pattern: `tgp_v1_[0-9A-Za-z_-]{43}`, True: texts("tgp_v1_" + mixed(43)), False: texts("tgp_v1_" + mixed(9))},
		{ID: "fireworks-key", Source: "https://docs.fireworks.ai/api-reference/introduction", Pattern: `fw_[0-9A-Za-z]{22,24}`, Entropy: 3.4, True: texts("fw_" + mixed(24)), False: texts("fw_" + mixed(9))},
		{ID: "elevenlabs-key", Source: "https://elevenlabs.io/docs/api-reference/authentication", Pattern: `sk_[0-9a-f]{48}`, Entropy: 3, True: texts("sk_" + hexa(48)), False: texts("sk_" + hexa(9))},
		{ID: "langsmith-key", Source: "https://docs.smith.langchain.com/", Pattern: `ls(v2|__)_?(pt|sk)?_?[0-9a-f]{32}(_[0-9a-f]{10})?`, True: texts("lsv2_pt_" + hexa(32) + "_" + hexa(10)), False: texts("lsv2_pt_" + hexa(9))},
		{ID: "nvidia-key", Source: "https://docs.api.nvidia.com/", Pattern: `nvapi-[0-9A-Za-z_-]{60,70}`, True: texts("nvapi-" + mixed(64)), False: texts("nvapi-" + mixed(9))},
		{ID: "cerebras-key", Source: "https://inference-docs.cerebras.ai/", Pattern: `csk-[0-9a-z]{48}`, True: texts("csk-" + small(48)), False: texts("csk-" + small(9))},
		{ID: "tavily-key", Source: "https://docs.tavily.com/", Pattern: `tvly-(dev-|prod-)?[0-9A-Za-z]{32}`, True: texts("tvly-"+mixed(32), "tvly-dev-"+mixed(32)), False: texts("tvly-" + mixed(9))},
		{ID: "firecrawl-key", Source: "https://docs.firecrawl.dev/", Pattern: `fc-[0-9a-f]{32}`, Entropy: 3, True: texts("fc-" + hexa(32)), False: texts("fc-" + hexa(9))},
		{ID: "browserbase-key", Source: "https://docs.browserbase.com/", Pattern: `bb_(live|test)_[0-9A-Za-z_-]{20,60}`, Entropy: 3, True: texts("bb_live_" + mixed(30)), False: texts("bb_live_" + mixed(9))},
		{ID: "jina-key", Source: "https://jina.ai/reader/", Pattern: `jina_[0-9A-Za-z_-]{50,70}`, True: texts("jina_" + mixed(60)), False: texts("jina_" + mixed(9))},
		{ID: "brave-key", Source: "https://api-dashboard.search.brave.com/", Pattern: `BSA[0-9A-Za-z_-]{20,32}`, Entropy: 3.8, True: texts("BSA" + mixed(28)), False: texts("BSA" + mixed(9))},
		{ID: "serp-key", Source: "https://serpapi.com/search-api", Pattern: `[0-9a-f]{64}`, Keys: texts("serpapi", "serp_api"), Entropy: 3, True: texts("SERPAPI_API_KEY=" + hexa(64)), False: texts("serpapi_engine=" + small(6))},
		{ID: "cohere-key", Source: "https://docs.cohere.com/reference/about", Pattern: `[0-9A-Za-z]{40}`, Keys: texts("cohere", "co_api_key"), Entropy: 3.5, True: texts("COHERE_API_KEY=" + mixed(40)), False: texts("cohere_model=" + small(9))},
		{ID: "mistral-key", Source: "https://docs.mistral.ai/api/", Pattern: `[0-9A-Za-z]{32}`, Keys: texts("mistral"), Entropy: 3.5, True: texts("MISTRAL_API_KEY=" + mixed(32)), False: texts("mistral_model=" + small(9))},
		{ID: "wandb-key", Source: "https://docs.wandb.ai/guides/track/public-api-guide/", Pattern: `[0-9a-f]{40}|wandb_v1_[0-9A-Za-z_]{60,90}`, Keys: texts("wandb"), Entropy: 3, True: texts("WANDB_API_KEY=" + hexa(40)), False: texts("wandb_run=" + hexa(8))},
		{ID: "assemblyai-deepgram-key", Source: "https://www.assemblyai.com/docs, https://developers.deepgram.com/docs", Pattern: `[0-9a-f]{32}|[0-9a-f]{40}`, Keys: texts("assemblyai", "deepgram"), Entropy: 3, True: texts("DEEPGRAM_API_KEY=" + hexa(40)), False: texts("deepgram_model=" + small(5))},
		{ID: "pinecone-key", Source: "https://docs.pinecone.io/", Pattern: `pcsk_[0-9A-Za-z_]{60,80}`, True: texts("pcsk_" + mixed(70)), False: texts("pcsk_" + mixed(9))},
		{ID: "pinecone-old-key", Source: "https://docs.pinecone.io/", Pattern: patternUUID, Keys: texts("pinecone"), True: texts("PINECONE_API_KEY=" + uuid()), False: texts("pinecone_index=" + hexa(8))},
		{ID: "voyage-key", Source: "https://docs.voyageai.com/docs/api-key-and-installation", Pattern: `pa-[0-9A-Za-z_-]{43}`, Entropy: 4, True: texts("pa-" + mixed(43)), False: texts("pa-" + mixed(9))},
		{ID: "runpod-key", Source: "https://docs.runpod.io/get-started/api-keys", Pattern: `rpa_[0-9A-Z]{40,50}`, Entropy: 3, True: texts("rpa_" + big(46)), False: texts("rpa_" + big(9))},
		{ID: "e2b-key", Source: "https://e2b.dev/docs", Pattern: `e2b_[0-9a-f]{40}|sk_e2b_[0-9a-f]{40}`, True: texts("e2b_" + hexa(40)), False: texts("e2b_" + hexa(9))},
		{ID: "modal-token", Source: "https://modal.com/docs/reference/modal.config", Pattern: `a[ks]-[0-9A-Za-z]{22}`, Entropy: 3.8, True: texts("MODAL_TOKEN_SECRET=as-" + mixed(22)), False: texts("as-" + mixed(9))},
		{ID: "notion-token", Source: "https://developers.notion.com/page/changelog", Pattern: `ntn_[0-9]{11}[0-9A-Za-z]{35}|secret_[0-9A-Za-z]{43}`, Entropy: 3.5, True: texts("ntn_"+digit(11)+mixed(35), "secret_"+mixed(43)), False: texts("ntn_"+mixed(9), "secret_santa")},
		{ID: "cursor-key", Source: "https://docs.cursor.com/account/teams/admin-api", Pattern: `key_[0-9a-f]{64}`, True: texts("key_" + hexa(64)), False: texts("key_" + hexa(9))},
		{ID: "anyscale-key", Source: "https://docs.anyscale.com/", Pattern: `esecret_[0-9A-Za-z]{26}|aph0_[0-9A-Za-z]{60,80}`, True: texts("esecret_" + mixed(26)), False: texts("esecret_" + mixed(9))},
		{ID: "privateai-key", Source: "gitleaks privateai-api-token: 32 characters", Pattern: `[0-9a-z]{32}`, Keys: texts("privateai", "private_ai"), Entropy: 3, True: texts("privateai_token=" + small(32)), False: texts("privateai=" + small(5))},
		{ID: "mcp-session", Source: "https://modelcontextprotocol.io/specification: Mcp-Session-Id", Pattern: `[!-~]{8,256}`, Keys: texts("mcp-session-id", "mcp_session_id", "mcpsessionid"), Check: sessionID, True: texts("Mcp-Session-Id: "+uuid(), `{"mcp-session-id":"`+mixed(22)+`"}`), False: texts("the Mcp-Session-Id header")},
	}
}

// openAI tells keys from other texts that begin with "sk-".
func openAI(v string) bool {
	return containsFold(v, "t3blbkfj") || entropy(v) >= 4.2
}

func sessionID(v string) bool {
	return !placeholder(v[:min(len(v), judged)]) && (count(v).digits > 1 || unlikeWords(v)) && !templated(v)
}
