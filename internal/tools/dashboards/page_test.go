package main

import (
	"encoding/json"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func TestPagesThatGrafanaWouldShowBadlyAreRefused(t *testing.T) {
	whole := panel{title: "whole", width: columns}
	for name, rows := range map[string][]row{
		"a line that is not full": {{"r", []panel{{title: "a"}, {title: "b"}}}},
		"a line that is too full": {{"r", []panel{{title: "a", width: 20}, {title: "b"}}}},
		"two panels of one title": {{"r", []panel{whole, whole}}},
	} {
		if _, err := (page{uid: "p", title: "p", rows: rows}).build(); err == nil {
			t.Errorf("%s was built", name)
		}
	}
}

func TestAllPagesAreBuilt(t *testing.T) {
	plugins.RegisterDefaultPlugins() // so that panels and queries are read, too
	for _, p := range all {
		built, err := p.build()
		if err != nil {
			t.Fatalf("%s: %v", p.uid, err)
		}
		if len(built.Panels) == 0 {
			t.Errorf("%s has no panels", p.uid)
		}
		text, err := json.Marshal(built)
		if err != nil {
			t.Fatalf("%s: %v", p.uid, err)
		}
		var read dashboard.Dashboard
		if err := read.UnmarshalJSONStrict(text); err != nil {
			t.Errorf("%s does not have the schema: %v", p.uid, err)
		}
	}
}
