package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// settleWithin bounds the wait for the counters to stop moving.
const settleWithin = 30 * time.Second

// families are the metrics of one scrape by name.
type families map[string]*dto.MetricFamily

// settle scrapes until two reports in a row agree and show calls. Scrapes are
// further apart than flushes, so that a flush lies between any two of them.
func settle(ctx context.Context, url string, flush time.Duration) (report, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, settleWithin, errors.New("the metrics did not settle"))
	defer cancel()
	tick := time.NewTicker(flush + flush/4)
	defer tick.Stop()

	var last report
	for {
		select {
		case <-ctx.Done():
			return report{}, fmt.Errorf("reading the metrics: %w", context.Cause(ctx))
		case <-tick.C:
		}
		scraped, err := scrape(ctx, url)
		if err != nil {
			return report{}, fmt.Errorf("reading the metrics: %w", err)
		}
		now := newReport(scraped)
		if len(now.rows) > 0 && now.equal(last) {
			return now, nil
		}
		last = now
	}
}

// scrape reads one page of the Prometheus text format.
func scrape(ctx context.Context, url string) (families, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", url, resp.Status)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	return parser.TextToMetricFamilies(resp.Body)
}
