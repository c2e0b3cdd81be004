package detect

var cloud = []RuleSpec{
	{
		ID:      "aws-access-key-id",
		Source:  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
		Pattern: `(AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}`,
		True:    []string{"AKIA" + "IOSFODNN7EXAMPLE"},
		False:   []string{"AKIAIOSFODNN7", "XAKIA" + "IOSFODNN7EXAMPLE"},
	},
}
