package detect

func personal() []RuleSpec {
	return []RuleSpec{
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
			ID: "iban", Category: "IBAN", Class: PII, rank: byFormat, match: ibanAfter, fixed: []literal{{"iban", true}},
			True:  []string{"DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "my iban is gb29nwbk60161331926819"},
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
		{
			ID: "birth-date", Category: "DATE_OF_BIRTH", Class: PII, rank: byContext, match: birthDate,
			fixed: words("dob", "date of birth", "date_of_birth", "dateofbirth", "birth_date", "birthdate", "birth date", "birthday", "born", "geburtsdatum", "date_naissance", "date de naissance", "fecha_nacimiento", "fecha de nacimiento"),
			True:  texts(`{"dob": "1985-03-04"}`, "born on March 4, 1985", "Date of birth: 04/03/1985"),
			False: texts("created 1985-03-04", "reborn 1985-03-04", "dob: unknown"),
		},
		{
			ID: "street-address", Category: "ADDRESS", Class: PII, rank: byContext, match: streetAddress,
			fixed: words("addr", "street", "line1", "line2", "strasse", "anschrift", "adresse", "direccion"),
			True:  texts(`{"address1": "854 Broadway"}`, "street: Hauptstr. 12, Berlin"),
			False: texts(`{"ip_address": "10 0"}`, `{"address": "localhost"}`, "address: 0x1000"),
		},
		{
			ID: "bitcoin-address", Category: "CRYPTO", Class: PII, rank: byFormat, match: bech32,
			fixed: []literal{{text: "bc1q"}, {text: "bc1p"}, {text: "ltc1"}, {text: "tb1q"}, {text: "tb1p"}, {text: "BC1Q"}, {text: "BC1P"}}, Source: "https://en.bitcoin.it/wiki/Base58Check_encoding, BIP 173, BIP 350",
			True:  texts("16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ", "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297"),
			False: texts("16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2", "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3296"),
		},
		{
			ID: "ethereum-address", Category: "CRYPTO", Class: PII, rank: byFormat, match: ethereum,
			fixed: []literal{{text: "0x"}}, Source: "https://eips.ethereum.org/EIPS/eip-55",
			True:  texts("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
			False: texts("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "0x0000000000000000000000000000000000000000", "0xdeadbeef"),
		},
	}
}
