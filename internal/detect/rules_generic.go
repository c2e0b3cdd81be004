package detect

func generic() []RuleSpec {
	return []RuleSpec{
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
			ID:     "kubernetes-secret",
			Source: "https://kubernetes.io/docs/concepts/configuration/secret/",
			rank:   byContext,
			match:  scanned,
			fixed:  []literal{{"kind: secret", true}, {`kind":"secret"`, true}, {`kind": "secret"`, true}, {`kind\":\"secret\"`, true}, {`kind\": \"secret\"`, true}},
			True:   texts("kind: Secret\ndata:\n  user: YWRtaW4xMjM0\n", `{"data":{"user":"YWRtaW4xMjM0"},"kind":"Secret"}`, `{"text":"kind: Secret\ndata:\n  user: YWRtaW4xMjM0\n"}`),
			False:  texts("kind: ConfigMap\ndata:\n  user: YWRtaW4xMjM0\n", "kind: Secret\nmetadata:\n  name: x\n"),
		},
		{
			ID:    "url-password",
			rank:  byContext,
			match: scanned,
			True:  []string{"postgres://app:" + "s3kr1t77" + "@db:5432/x"},
			False: []string{"postgres://app:${PASSWORD}@db/x", "https://example.com/@user", "postgres://user:password@db"},
		},
	}
}
