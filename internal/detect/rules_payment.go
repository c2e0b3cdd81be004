package detect

import "strings"

// Payment, shops, banks and exchanges.
func payment() []RuleSpec {
	return []RuleSpec{
		{ID: "stripe-key", Source: "https://docs.stripe.com/keys", Pattern: `[sr]k_(test|live|prod)_[0-9A-Za-z]{10,110}`, True: texts("sk_live_"+mixed(24), "rk_test_"+mixed(99)), False: texts("sk_live_"+mixed(5), "task_test_"+mixed(20))},
		{ID: "stripe-publishable-key", Source: "https://docs.stripe.com/keys", Pattern: `pk_(test|live)_[0-9A-Za-z]{20,110}`, True: texts("pk_live_" + mixed(24)), False: texts("pk_live_" + mixed(5))},
		{ID: "stripe-webhook-secret", Source: "https://docs.stripe.com/webhooks", Pattern: `whsec_[0-9A-Za-z+/=]{24,80}`, True: texts("whsec_" + mixed(32)), False: texts("whsec_" + mixed(5))},
		{ID: "square-token", Source: "https://developer.squareup.com/docs/build-basics/access-tokens", Pattern: `EAAA[0-9A-Za-z_-]{22,60}|sq0atp-[0-9A-Za-z_-]{22,60}`, Entropy: 3.2, True: texts("EAAA"+mixed(60), "sq0atp-"+mixed(22)), False: texts("EAAA" + mixed(9))},
		{ID: "square-secret", Source: "https://developer.squareup.com/docs/build-basics/access-tokens", Pattern: `sq0csp-[0-9A-Za-z_\\-]{40,60}`, True: texts("sq0csp-" + mixed(43)), False: texts("sq0csp-" + mixed(9))},
		{ID: "paypal-token", Source: "https://developer.paypal.com/braintree/docs/start/hello-server", Pattern: `access_token\$(production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}`, True: texts("access_token$production$" + small(16) + "$" + hexa(32)), False: texts("access_token$production$" + small(4))},
		{ID: "shopify-token", Source: "https://shopify.dev/docs/apps/build/authentication-authorization", Pattern: `shp(at|ca|pa|ss|ua|rt)_[0-9A-Fa-f]{32}`, True: texts("shpat_"+hexa(32), "shpss_"+hexa(32)), False: texts("shpat_" + hexa(9))},
		{ID: "adyen-key", Source: "https://docs.adyen.com/development-resources/api-credentials/", Pattern: `AQE[0-9A-Za-z+/=-]{80,250}`, Entropy: 4, True: texts("AQE" + mixed(120)), False: texts("AQEyhm" + mixed(9))},
		{ID: "flutterwave-key", Source: "https://developer.flutterwave.com/docs/authentication", Pattern: `FLW(PUB|SEC)K(_TEST)?-[0-9A-Za-z]{32}-X|FLWSECK(_TEST)?[0-9a-z-]{0,1}[0-9a-h]{12}`, True: texts("FLWSECK_TEST-"+hexa(32)+"-X", "FLWSECK_TEST-"+hexa(12)), False: texts("FLWSECK_TEST-" + hexa(4))},
		{ID: "razorpay-key", Source: "https://razorpay.com/docs/api/authentication/", Pattern: `rzp_(live|test)_[0-9A-Za-z]{14}`, True: texts("rzp_live_" + mixed(14)), False: texts("rzp_live_" + mixed(4))},
		{ID: "gocardless-token", Source: "https://developer.gocardless.com/api-reference/", Pattern: `live_[0-9A-Za-z_=-]{40}`, Keys: texts("gocardless"), True: texts("gocardless_token=live_" + mixed(40)), False: texts("gocardless=live_" + mixed(4))},
		{ID: "mollie-key", Source: "https://docs.mollie.com/reference/authentication", Pattern: `(live|test)_[0-9A-Za-z]{30}`, Entropy: 3.8, True: texts("live_" + mixed(30)), False: texts("live_" + mixed(4))},
		{ID: "plaid-token", Source: "https://plaid.com/docs/api/tokens/", Pattern: `(access|public|link)-(sandbox|development|production)-` + patternUUID, True: texts("access-sandbox-" + uuid()), False: texts("access-sandbox-" + hexa(9))},
		{ID: "plaid-key", Source: "gitleaks plaid-client-id and -secret-key: 24 and 30 characters", Pattern: `[0-9A-Za-z]{24}|[0-9A-Za-z]{30}`, Keys: texts("plaid"), Entropy: 3.4, True: texts("PLAID_SECRET=" + mixed(30)), False: texts("plaid_env=" + small(7))},
		{ID: "easypost-key", Source: "https://docs.easypost.com/docs/authentication", Pattern: `EZ[AT]K[0-9A-Za-z]{54}`, True: texts("EZAK" + mixed(54)), False: texts("EZAK" + mixed(9))},
		{ID: "shippo-token", Source: "https://docs.goshippo.com/docs/guides_general/authentication/", Pattern: `shippo_(live|test)_[0-9A-Fa-f]{40}`, True: texts("shippo_live_" + hexa(40)), False: texts("shippo_live_" + hexa(9))},
		{ID: "duffel-token", Source: "https://duffel.com/docs/api/overview/authentication", Pattern: `duffel_(test|live)_[0-9A-Za-z_=-]{43}`, True: texts("duffel_live_" + mixed(43)), False: texts("duffel_live_" + mixed(9))},
		{ID: "finicity-key", Source: "gitleaks finicity-api-token and -client-secret", Pattern: `[0-9a-f]{32}|[0-9a-z]{20}`, Keys: texts("finicity"), Entropy: 3, True: texts("finicity_token=" + hexa(32)), False: texts("finicity=" + hexa(5))},
		{ID: "finnhub-token", Source: "https://finnhub.io/docs/api/authentication", Pattern: `[0-9a-z]{20}|[0-9a-z]{40}`, Keys: texts("finnhub"), Entropy: 3, True: texts("finnhub_token=" + small(20)), False: texts("finnhub=" + small(5))},
		{ID: "coinbase-key", Source: "gitleaks coinbase-access-token: 64 characters", Pattern: `[0-9A-Za-z_-]{64}`, Keys: texts("coinbase"), Entropy: 3.5, True: texts("coinbase_token=" + mixed(64)), False: texts("coinbase=" + small(5))},
		{ID: "kraken-key", Source: "gitleaks kraken-access-token: 80 to 90 characters", Pattern: `[0-9A-Za-z/=_+-]{80,90}`, Keys: texts("kraken"), Entropy: 3.5, True: texts("kraken_token=" + mixed(88)), False: texts("kraken=" + small(5))},
		{ID: "binance-key", Source: "https://developers.binance.com/docs/binance-spot-api-docs", Pattern: `[0-9A-Za-z]{64}`, Keys: texts("binance", "x-mbx-apikey"), Entropy: 4, True: texts("X-MBX-APIKEY: " + mixed(64)), False: texts("binance_pair=" + big(7))},
		{ID: "kucoin-key", Source: "https://www.kucoin.com/docs/basic-info/connection-method/authentication", Pattern: `[0-9a-f]{24}|` + patternUUID, Keys: texts("kucoin"), Entropy: 3, True: texts("kucoin_token=" + uuid()), False: texts("kucoin=" + hexa(5))},
		{ID: "bittrex-key", Source: "gitleaks bittrex-access-key: 32 characters", Pattern: `[0-9a-z]{32}`, Keys: texts("bittrex", "poloniex", "bitfinex"), Entropy: 3, True: texts("bittrex_secret=" + small(32)), False: texts("bittrex=" + small(5))},
		{ID: "lob-key", Source: "https://docs.lob.com/", Pattern: `(live|test)(_pub)?_[0-9a-f]{31,35}`, Entropy: 3, True: texts("live_" + hexa(35)), False: texts("live_" + hexa(5))},
		{ID: "braintree-key", Source: "https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials", Pattern: `[0-9a-f]{32}`, Keys: texts("braintree"), Entropy: 3, True: texts("braintree_private_key=" + hexa(32)), False: texts("braintree=" + small(5))},
		{ID: "etsy-key", Source: "gitleaks etsy-access-token: 24 characters", Pattern: `[0-9a-z]{24}`, Keys: texts("etsy"), Entropy: 3, True: texts("etsy_token=" + small(24)), False: texts("etsy_shop=" + small(5))},
		{ID: "squarespace-token", Source: "gitleaks squarespace-access-token: a UUID", Pattern: patternUUID, Keys: texts("squarespace"), True: texts("squarespace_token=" + uuid()), False: texts("squarespace=" + hexa(5))},
		{ID: "freemius-key", Source: "gitleaks freemius-secret-key: sk_ and 29 characters", Pattern: `sk_[!-~]{29}`, Keys: texts("secret_key", "freemius"), Entropy: 4, True: texts(`"secret_key" => "sk_` + mixed(15) + "#&" + mixed(12) + `"`), False: texts(`"secret_key" => "sk_` + mixed(5) + `"`)},
		{ID: "bolt-checkout-key", Source: "https://docs.checkout.com/", Pattern: `sk_(sbox_)?[0-9a-z]{26}[0-9a-z*#$=]`, Entropy: 3.6, True: texts("sk_sbox_" + small(27)), False: texts("sk_sbox_" + strings.Repeat("x", 9))},
	}
}
