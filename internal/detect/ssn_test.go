package detect

import "testing"

func TestSocialSecurityNumbers(t *testing.T) {
	bare, parted := "219"+"051123", "219-05-"+"1123"
	check(t, []lost{
		{"parted", parted, parted},
		{"parted by spaces", "219 05 1123", "219 05 1123"},
		{"nine digits that nothing names", bare, ""},
		{"nine digits of an order", `{"order": "` + bare + `"}`, ""},
		{"nine digits under a name", `{"ssn": "` + bare + `"}`, bare},
		{"a number of JSON", `{"ssn": ` + bare + `}`, bare},
		{"nine digits under a longer name", `{"socialSecurityNumber": "` + bare + `"}`, bare},
		{"nine digits of a taxpayer", `{"tax_id": "` + bare + `"}`, bare},
		{"a name and a value", `{"field": "ssn", "value": "` + bare + `"}`, bare},
		{"the heading of a table", "name,ssn,city\nBob," + bare + ",Rome\n", bare},
		{"a heading parted by tabs", "name\tssn\tcity\nBob\t" + bare + "\tRome\n", bare},
	})
}
