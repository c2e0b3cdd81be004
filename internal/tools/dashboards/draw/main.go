// Command draw makes pictures of the dashboards: it runs the queries of every panel against a Prometheus and draws what they return, in
// the places that the panels have.
//
//	go -C internal/tools/dashboards run ./draw -prometheus http://127.0.0.1:9090 -out ../../../docs/img
//
// It is no Grafana: of a panel it knows the title, the unit, the queries, their legends, and which of three kinds it is.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// options are the command line.
type options struct {
	prometheus, dashboards, out string
	from, to                    time.Time
	step                        time.Duration
	chosen                      choices
}

// choices are the values of variables.
type choices map[string]string

func (c choices) String() string { return fmt.Sprint(map[string]string(c)) }

// Set takes name=value.
func (c choices) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		return fmt.Errorf("%q is not name=value", text)
	}
	c[name] = value
	return nil
}

func main() {
	o := options{chosen: choices{}}
	flag.StringVar(&o.prometheus, "prometheus", "http://127.0.0.1:9090", "`URL` of the Prometheus")
	flag.StringVar(&o.dashboards, "dashboards", "../../../dashboards/grafana", "`folder` with the dashboards")
	flag.StringVar(&o.out, "out", "../../../docs/img", "`folder` for the pictures")
	flag.DurationVar(&o.step, "step", 30*time.Second, "distance between two points")
	flag.Var(o.chosen, "choose", "a variable and its value, as `name=value`; once for each variable")
	from := flag.String("from", "", "`seconds` since 1970 (default an hour before -to)")
	to := flag.String("to", "", "`seconds` since 1970 (default now)")
	flag.Parse()
	if err := draw(o, *from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

func draw(o options, from, to string) (err error) {
	if o.to, err = instant(to, time.Now()); err != nil {
		return err
	}
	if o.from, err = instant(from, o.to.Add(-time.Hour)); err != nil {
		return err
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(o.dashboards, "*.json"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("no dashboards in %s", o.dashboards)
	}
	for _, file := range files {
		d, err := read(file)
		if err != nil {
			return err
		}
		if err := d.draw(context.Background(), o); err != nil {
			return fmt.Errorf("%s: %w", d.UID, err)
		}
	}
	return nil
}

func instant(seconds string, otherwise time.Time) (time.Time, error) {
	if seconds == "" {
		return otherwise, nil
	}
	s, err := strconv.ParseFloat(seconds, 64)
	return time.UnixMilli(int64(1e3 * s)), err
}
