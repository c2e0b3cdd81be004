// Command dashboards writes the Grafana dashboards of the project as JSON, one file for each.
//
//	go -C internal/tools/dashboards run . -out ../../../dashboards/grafana
//
// It is a module of its own, so that the SDK it is written with is in nobody's module graph.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "../../../dashboards/grafana", "`folder` that the dashboards are written to")
	flag.Parse()
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "dashboards:", err)
		os.Exit(1)
	}
}

// all are the dashboards, in the order in which one reads them.
var all = []page{overview, tools, sessions, security, models, itself}

func write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, p := range all {
		built, err := p.build()
		if err != nil {
			return fmt.Errorf("building %s: %w", p.uid, err)
		}
		text, err := json.MarshalIndent(built, "", "  ")
		if err != nil {
			return fmt.Errorf("writing %s: %w", p.uid, err)
		}
		if err := os.WriteFile(filepath.Join(folder, p.uid+".json"), append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}
