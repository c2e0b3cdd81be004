package detect

var personal = []RuleSpec{
	{
		ID: "email", Category: "EMAIL", Class: PII, rank: byContext, match: scanned,
		True:  []string{"write to jane.doe@example.com.", `"\njane@example.org"`},
		False: []string{"npm i left-pad@1.3.0", "sprite@2x.png", "git@github.com:a/b.git", "@handle"},
	},
	{
		ID: "card", Category: "CREDIT_CARD", Class: PII, rank: byContext, match: scanned,
		True:  []string{"4111 1111 1111 1111", "card 378282246310005"},
		False: []string{"4111 1111 1111 1112", "1234567812345670"},
	},
	{
		ID: "us-ssn", Category: "US_SSN", Class: PII, rank: byContext, match: scanned,
		True:  []string{"078-05-1123", "SSN 078051123"},
		False: []string{"000-12-3456", "666-12-3456", "900-12-3456", "078051123"},
	},
	{
		ID: "phone", Category: "PHONE", Class: PII, rank: byContext, match: scanned,
		True:  []string{"+44 20 7946 0958", "(415) 555-0132", "phone: 7946 0958"},
		False: []string{"2025-03-04 11:22:33", "1.2.3.4", "id 5551234567"},
	},
	{
		ID: "iban", Category: "IBAN", Class: PII, rank: byFormat, match: scanned,
		True:  []string{"DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819"},
		False: []string{"DE89 3704 0044 0532 0130 01", "GB29NWBK6016133192681"},
	},
	{
		ID: "ip", Category: "IP", Class: PII, rank: byContext, match: scanned,
		True:  []string{"from 192.0.2.7:8080", "[2001:db8::1]:443"},
		False: []string{"version 1.2.3", "12:34:56", "std::vector", "256.1.1.1"},
	},
	{
		ID: "mac", Category: "MAC", Class: PII, rank: byContext, match: scanned,
		True:  []string{"00:1A:2B:3C:4D:5E"},
		False: []string{"FF:FF:FF:FF:FF:FF", "00:1A:2B:3C:4D"},
	},
}
