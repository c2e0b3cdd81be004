package detect

var generic = []RuleSpec{
	{
		ID:    "sensitive-name",
		rank:  byName,
		match: scanned,
		True: []string{
			`password = "` + "tR5x!" + `qq9"`, `{"db_password": "` + "hVx9" + `Lm2p"}`, "API_TOKEN=" + "9fd2c71e" + "aa04b3",
		},
		False: []string{
			"password = os.environ['X']", `{"token_type": "bearer"}`, "API_KEY=YOUR_API_KEY", "secret: ${SECRET}", "max_tokens: 4096",
		},
	},
	{
		ID:    "url-password",
		rank:  byContext,
		match: scanned,
		True:  []string{"postgres://app:" + "s3kr1t77" + "@db:5432/x"},
		False: []string{"postgres://app:${PASSWORD}@db/x", "https://example.com/@user", "postgres://user:password@db"},
	},
}
