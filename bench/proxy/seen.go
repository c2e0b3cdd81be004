package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// reportSeen says of how many exchanges our side made spans, and how many found no room: a proxy that looks at nothing is
// no slower than a plain one.
func reportSeen(ctx context.Context, to io.Writer, sides []*side) error {
	for _, s := range sides {
		if s.metrics == "" {
			continue
		}
		time.Sleep(time.Second) // what is queued
		records, err := s.sum(ctx, "otelcol_receiver_mcp_proxy_records")
		if err != nil {
			return err
		}
		unseen, err := s.sum(ctx, "otelcol_receiver_mcp_proxy_unseen")
		if err != nil {
			return err
		}
		fmt.Fprintf(to, "\n%s made %.0f spans; %.0f exchanges went unseen\n", s.name, records, unseen)
	}
	return nil
}

// sum adds up the series of a metric that begins with a name.
func (s *side) sum(ctx context.Context, name string) (total float64, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.metrics, http.NoBody)
	if err != nil {
		return 0, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if line := lines.Text(); strings.HasPrefix(line, name) {
			value, err := strconv.ParseFloat(line[strings.LastIndexByte(line, ' ')+1:], 64)
			if err != nil {
				return 0, err
			}
			total += value
		}
	}
	return total, nil
}
