package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

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

// cpuOf adds up what the threads of a process have taken, in nanoseconds: the first field of their schedstat (Linux,
// Documentation/scheduler/sched-stats). The times in /proc/<pid>/stat, in hundredths of a second, are too coarse for a
// turn. A thread that ends takes its time with it; servers keep theirs.
func cpuOf(pid int) (sum time.Duration, err error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil {
		return 0, err
	}
	if len(threads) == 0 {
		return 0, fmt.Errorf("there is no process %d", pid)
	}
	for _, thread := range threads {
		text, err := os.ReadFile(thread)
		if err != nil {
			continue // it has ended
		}
		running, _, _ := strings.Cut(string(text), " ")
		ns, err := strconv.ParseInt(running, 10, 64)
		if err != nil {
			return 0, err
		}
		sum += time.Duration(ns)
	}
	return sum, nil
}
