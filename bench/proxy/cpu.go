package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of the times in /proc/<pid>/stat, 1/100 s on every Linux that Go runs on.
const tick = 10 * time.Millisecond

// cpu is what the processes of a side have taken of the processors so far, their children's included.
func (s *side) cpu() (time.Duration, error) {
	if s.process == nil {
		return 0, nil
	}
	own, err := cpuOf(s.process.Pid)
	if err != nil {
		return 0, err
	}
	// A master with workers, such as nginx.
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", s.process.Pid))
	if err != nil {
		return 0, err
	}
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			continue // the thread has ended
		}
		for child := range strings.FieldsSeq(string(text)) {
			pid, err := strconv.Atoi(child)
			if err != nil {
				return 0, err
			}
			took, err := cpuOf(pid)
			if err != nil {
				return 0, err
			}
			own += took
		}
	}
	return own, nil
}

// cpuOf reads utime and stime, fields 14 and 15 of proc(5).
func cpuOf(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name of the program may have spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, errors.New("/proc/<pid>/stat is not as expected")
	}
	user, err := strconv.ParseInt(fields[11], 10, 64)
	if err != nil {
		return 0, err
	}
	system, err := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * tick, err
}
