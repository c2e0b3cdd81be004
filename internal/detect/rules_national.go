package detect

// words makes literals, in either case, of the words that a number stands behind.
// Words of three letters are in many others; they count when they end there.
func words(all ...string) (l []literal) {
	for _, w := range all {
		if len(w) != 3 {
			l = append(l, literal{w, true})
			continue
		}
		for _, end := range wordEnds {
			l = append(l, literal{w + string(end), true})
		}
	}
	return l
}

// wordEnds may follow a word; the n is that of cpfNumber, comma and tab are those of
// the heading of a table.
const wordEnds = " :\"_-#.=\\'/(n;>,\t"

// Numbers that states give to people. Those of companies and banks that lead to
// people are with them.
func national() []RuleSpec {
	rules := []RuleSpec{
		{ID: "uk-nhs", Category: "UK_NHS", Source: "https://www.datadictionary.nhs.uk/attributes/nhs_number.html", fixed: words("nhs"), match: behind([]int{10}, allDigits(nhs)), True: texts("NHS number: 943 476 5919"), False: texts("NHS number: 943 476 5918", "943 476 5919")},
		{ID: "uk-nino", Category: "UK_NINO", Source: "https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110", fixed: words("nino", "national insurance", "ni number", "national_insurance"), match: behind([]int{9}, nino), True: texts("NINO AB 12 34 56 C"), False: texts("NINO GB123456C", "NINO AB123456E")},
		{ID: "fr-nir", Category: "FR_NIR", Source: "https://www.insee.fr/fr/metadonnees/definition/c1409", fixed: words("nir", "sécurité sociale", "securite sociale", "numero_secu", "num_secu", "insee", "social security"), match: behind([]int{15}, nir), True: texts("NIR 2 55 08 14 168 025 38", "numéro de sécurité sociale : 1 85 05 2A 006 084 35"), False: texts("NIR 2 55 08 14 168 025 39")},
		{ID: "de-steuer-id", Category: "DE_TAX_ID", Source: "https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer", fixed: words("steuer", "idnr", "identifikationsnummer", "tax id", "tax_id"), match: behind([]int{11}, allDigits(steuerID)), True: texts("Steuer-ID: 86 095 742 719"), False: texts("Steuer-ID: 86 095 742 718")},
		{ID: "it-codice-fiscale", Category: "IT_FISCAL_CODE", Source: "https://www.agenziaentrate.gov.it/portale/web/english/nse/individuals/tax-identification-number-for-foreign-citizens", fixed: words("codice", "fiscale", "fiscal", "cod_fisc", "codfisc"), match: behind([]int{16}, codiceFiscale), True: texts("codice fiscale RSSMRA85T10A562S"), False: texts("codice fiscale RSSMRA85T10A562T")},
		{ID: "es-dni", Category: "ES_NIF", Source: "https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/", fixed: words("dni", "nie", "nif", "documento nacional"), match: behind([]int{9}, dni), True: texts("DNI: 12345678Z", "NIE X1234567L"), False: texts("DNI: 12345678A")},
		{ID: "nl-bsn", Category: "NL_BSN", Source: "https://www.rvig.nl/burgerservicenummer", fixed: words("bsn", "burgerservice", "sofinummer"), match: behind([]int{9}, allDigits(bsn)), True: texts("BSN 111222333"), False: texts("BSN 111222334")},
		{ID: "pl-pesel", Category: "PL_PESEL", Source: "https://www.gov.pl/web/gov/czym-jest-numer-pesel", fixed: words("pesel"), match: behind([]int{11}, allDigits(pesel)), True: texts("My pesel is 44051401359"), False: texts("My pesel is 44051401358")},
		{ID: "se-personnummer", Category: "SE_PERSONNUMMER", Source: "https://www.skatteverket.se/privat/folkbokforing/personnummer.4.3810a01c150939e893f18c29.html", fixed: words("personnummer", "personal number", "personnr", "personal_number"), match: behind([]int{10, 12}, allDigits(personnummer)), True: texts("personnummer 811228-9874", "personnummer: 19811228-9874"), False: texts("personnummer 811228-9875")},
		{ID: "fi-hetu", Category: "FI_HETU", Source: "https://dvv.fi/en/personal-identity-code", fixed: words("hetu", "henkilötunnus", "henkilotunnus", "personal identity code"), match: behind([]int{10, 11}, hetu), True: texts("hetu 131052-308T"), False: texts("hetu 131052-308U")},
		{ID: "dk-cpr", Category: "DK_CPR", Source: "https://cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret", fixed: words("cpr"), match: behind([]int{10}, allDigits(cpr)), True: texts("CPR 070761-4285"), False: texts("CPR 991361-4285")},
		{ID: "no-fodselsnummer", Category: "NO_FODSELSNUMMER", Source: "https://www.skatteetaten.no/en/person/national-registry/identitetsnummer/fodselsnummer/", fixed: words("fødselsnummer", "fodselsnummer", "fnr", "personnummer"), match: behind([]int{11}, allDigits(fodselsnummer)), True: texts("fødselsnummer 01019020009"), False: texts("fødselsnummer 01019020008")},
		{ID: "br-cpf", Category: "BR_CPF", Source: "https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf", fixed: words("cpf"), match: behind([]int{11}, allDigits(cpf)), True: texts("CPF 529.982.247-25"), False: texts("CPF 529.982.247-26")},
		{ID: "br-cnpj", Category: "BR_CNPJ", Source: "https://www.gov.br/receitafederal/pt-br/assuntos/orientacao-tributaria/cadastros/cnpj", fixed: words("cnpj"), match: behind([]int{14}, allDigits(cnpj)), True: texts("CNPJ 11.444.777/0001-61"), False: texts("CNPJ 11.444.777/0001-62")},
		{ID: "in-aadhaar", Category: "IN_AADHAAR", Source: "https://uidai.gov.in/", fixed: words("aadhaar", "aadhar", "uidai"), match: behind([]int{12}, allDigits(aadhaar)), True: texts("Aadhaar 2345 6789 0124"), False: texts("Aadhaar 2345 6789 0125")},
		{ID: "in-pan", Category: "IN_PAN", Source: "https://www.incometax.gov.in/iec/foportal/help/individual/return-applicable-1", fixed: words("pan"), match: behind([]int{10}, incomeTaxPAN), True: texts("PAN: ABCPE1234F"), False: texts("PAN: ABCDE1234F")},
		{ID: "ca-sin", Category: "CA_SIN", Source: "https://www.canada.ca/en/employment-social-development/services/sin.html", fixed: words("sin", "social insurance", "social_insurance"), match: behind([]int{9}, allDigits(sin)), True: texts("SIN 130-692-544"), False: texts("SIN 130-692-545")},
		{ID: "au-tfn", Category: "AU_TFN", Source: "https://www.ato.gov.au/individuals-and-families/tax-file-number", fixed: words("tfn", "tax file", "tax_file"), match: behind([]int{9}, allDigits(tfn)), True: texts("TFN 876 543 210"), False: texts("TFN 876 543 211")},
		{ID: "au-medicare", Category: "AU_MEDICARE", Source: "https://www.servicesaustralia.gov.au/medicare-card", fixed: words("medicare"), match: behind([]int{10, 11}, allDigits(medicare)), True: texts("Medicare 2123 45670 1"), False: texts("Medicare 2123 45680 1")},
		{ID: "au-abn", Category: "AU_ABN", Source: "https://abr.business.gov.au/Help/AbnFormat", fixed: words("abn"), match: behind([]int{11}, allDigits(abn)), True: texts("ABN 51 824 753 556"), False: texts("ABN 51 824 753 557")},
		{ID: "cn-resident-id", Category: "CN_RESIDENT_ID", Source: "GB 11643-1999", fixed: words("身份证", "身份證", "resident id", "resident_id", "id card", "id_card", "idcard", "identity card", "identity_card", "citizen id"), match: behind([]int{18}, residentID), True: texts("ID card 11010519491231002X"), False: texts("ID card 110105194912310021")},
		{ID: "sg-nric", Category: "SG_NRIC", Source: "https://www.ica.gov.sg/", fixed: words("nric", "fin:", "fin "), match: behind([]int{9}, nric), True: texts("NRIC S1234567D"), False: texts("NRIC S1234567E")},
		{ID: "jp-my-number", Category: "JP_MY_NUMBER", Source: "https://www.digital.go.jp/en/policies/mynumber", fixed: words("my number", "マイナンバー", "個人番号", "my_number"), match: behind([]int{12}, allDigits(myNumber)), True: texts("My Number: 1234 5678 9018"), False: texts("My Number: 1234 5678 9019")},
		{ID: "kr-rrn", Category: "KR_RRN", Source: "https://www.law.go.kr/", fixed: words("주민등록번호", "resident registration", "rrn"), match: behind([]int{13}, allDigits(residentRegistration)), True: texts("RRN 850315-1234567"), False: texts("RRN 851315-1234567")},
		{ID: "tr-kimlik", Category: "TR_KIMLIK", Source: "https://www.nvi.gov.tr/", fixed: words("kimlik", "tckn"), match: behind([]int{11}, allDigits(kimlik)), True: texts("T.C. kimlik no 10000000146"), False: texts("T.C. kimlik no 10000000147")},
		{ID: "za-id", Category: "ZA_ID", Source: "https://www.gov.za/services/services-residents/personal-identification", fixed: words("south african id", "sa id", "id number", "id_number", "identity number"), match: behind([]int{13}, allDigits(southAfricanID)), True: texts("ID number 8001015009087"), False: texts("ID number 8001015009088")},
		{ID: "mx-curp", Category: "MX_CURP", Source: "https://www.gob.mx/curp/", fixed: words("curp"), match: behind([]int{18}, curp), True: texts("CURP: GODE561231HDFRRN09"), False: texts("CURP: GODE561231XDFRRN09")},
		{ID: "us-itin", Category: "US_ITIN", Source: "https://www.irs.gov/individuals/individual-taxpayer-identification-number", fixed: words("itin", "taxpayer identification"), match: behind([]int{9}, allDigits(itin)), True: texts("ITIN 911-70-1234"), False: texts("ITIN 811-70-1234")},
		{ID: "us-routing", Category: "US_ROUTING", Source: "https://www.aba.com/about-us/routing-number", fixed: words("routing", "aba number", "aba_number"), match: behind([]int{9}, allDigits(routing)), True: texts("routing number 121000358"), False: texts("routing number 121000359")},
		{ID: "passport", Category: "PASSPORT", Source: "ICAO 9303: up to nine characters", fixed: words("passport no", "passport number", "passport_number", "passport_no", "passportnumber", "passport:", "passport is", "passport\""), match: behind([]int{9, 8}, passport), True: texts("passport number: 533380006", `"passport": "A1234567"`), False: texts("passport number: unknown", "passport office opens at 8")},
	}
	for i := range rules {
		rules[i].Class, rules[i].rank = PII, byContext
	}
	return rules
}
