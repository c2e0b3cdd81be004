package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
)

// nab scores one series after the other by the detector as it is used, with no knowledge
// of the range or the length of a series.
func nab(e env) error {
	files, err := filepath.Glob(filepath.Join(e.data, "nab", "data", "*", "*.csv"))
	if err != nil {
		return err
	}
	to := filepath.Join(e.out, "nab")
	for _, file := range files {
		category := filepath.Base(filepath.Dir(file))
		if err := judgeSeries(file, filepath.Join(to, category, filepath.Base(file))); err != nil {
			return fmt.Errorf("scoring %s: %w", file, err)
		}
	}
	return e.score("nab_score.py", to, "--per-series")
}

// judgeSeries writes a series with the score of each of its points.
func judgeSeries(from, to string) (err error) {
	points, err := readPoints(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := csv.NewWriter(f)
	rows := [][]string{{"timestamp", "value", "anomaly_score"}}
	series := baseline.NewSeries(0)
	for _, p := range points {
		score := series.Observe(p.at, p.value).Score
		rows = append(rows, append(p.row, strconv.FormatFloat(score, 'g', -1, 64)))
	}
	return w.WriteAll(rows)
}

type point struct {
	at    int64 // Unix nanoseconds
	value float64
	row   []string
}

func readPoints(file string) (points []point, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	for _, row := range rows[min(1, len(rows)):] {
		at, err := time.Parse(time.DateTime, strings.TrimSpace(row[0]))
		if err != nil {
			return nil, err
		}
		value, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return nil, err
		}
		points = append(points, point{at: at.UnixNano(), value: value, row: row[:2:2]})
	}
	return points, nil
}
