package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"
)

// dashboard is what a picture shows of one.
type dashboard struct {
	UID, Title string
	Panels     []panel
}

type panel struct {
	Title, Type string
	GridPos     struct{ X, Y, W, H int }
	FieldConfig struct{ Defaults struct{ Unit string } }
	Targets     []target
}

type target struct {
	Expr, LegendFormat string
	Instant            bool
}

func read(file string) (d dashboard, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return d, err
	}
	if err := json.Unmarshal(text, &d); err != nil {
		return d, fmt.Errorf("reading %s: %w", file, err)
	}
	return d, nil
}

// fill puts the choices, and the intervals that Grafana computes, into a query.
func (o options) fill(expr string) string {
	for name, value := range map[string]string{
		"$__rate_interval": (4 * o.step).String(), "$__range": o.to.Sub(o.from).Round(time.Second).String(),
	} {
		expr = strings.ReplaceAll(expr, name, value)
	}
	for name, value := range o.chosen {
		expr = strings.ReplaceAll(expr, "$"+name, value)
	}
	return expr
}
