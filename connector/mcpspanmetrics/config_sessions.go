package mcpspanmetrics

import (
	"errors"
	"fmt"
	"time"
)

// SessionsConfig says when sessions end that no span ends.
type SessionsConfig struct {
	// Idle is after how long without a call; at least 1s. Default 1h.
	Idle time.Duration `mapstructure:"idle"`
	// TurnGap is the longest pause within a turn where no trace is propagated; at
	// least 1s. Default 30s.
	TurnGap time.Duration `mapstructure:"turn_gap"`
	// Max is the number of sessions that are followed, from 16 to 1000000; beyond it
	// one that was silent longest has ended. Default 10000.
	Max int `mapstructure:"max"`
}

// Validate checks the bounds.
func (c *SessionsConfig) Validate() error {
	var errs []error
	if c.Idle < time.Second {
		errs = append(errs, fmt.Errorf("idle: must be at least 1s, got %v", c.Idle))
	}
	if c.TurnGap < time.Second {
		errs = append(errs, fmt.Errorf("turn_gap: must be at least 1s, got %v", c.TurnGap))
	}
	if c.Max < minSessions || c.Max > maxSessions {
		errs = append(errs, fmt.Errorf("max: must be from %d to %d, got %d", minSessions, maxSessions, c.Max))
	}
	return errors.Join(errs...)
}

const (
	minSessions = 16
	maxSessions = 1_000_000
)
