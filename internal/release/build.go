package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// programs are what is built, and from which package.
var programs = []struct{ name, pkg string }{
	{"otelcol-mcp", "./otelcol-mcp"},
	{"mcptap", "./cmd/mcptap"},
}

// A release is one version of the programs on its way into a folder.
type release struct {
	root, out, version string
	overlay            string
	scratch            string
	// date is when the source was committed: nothing in a release is from when it was built.
	date time.Time
}

func newRelease(root, out, version string) (*release, error) {
	from, err := manifestVersion(root)
	if err != nil {
		return nil, err
	}
	r := &release{root: root, version: cmp.Or(strings.TrimPrefix(version, "v"), from)}
	if !wellFormed.MatchString(r.version) {
		return nil, fmt.Errorf("version %q is not of the form 1.2.3 or 1.2.3-rc.1", r.version)
	}
	if r.date, err = sourceDate(root); err != nil {
		return nil, err
	}
	if r.out, err = filepath.Abs(out); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return nil, err
	}
	if r.scratch, err = os.MkdirTemp("", "release"); err != nil {
		return nil, err
	}
	r.overlay, err = overlay(root, r.scratch, from, r.version)
	return r, err
}

func (r *release) close() { _ = os.RemoveAll(r.scratch) } // the system clears its temporary files too

// sourceDate is SOURCE_DATE_EPOCH, else the date of the commit, else the beginning of time
// as archives know it.
func sourceDate(root string) (time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		git := exec.Command("git", "log", "-1", "--format=%ct")
		git.Dir = root
		out, err := git.Output()
		if err != nil {
			return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), nil
		}
		text = strings.TrimSpace(string(out))
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading SOURCE_DATE_EPOCH: %w", err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// name is that of an archive without extension, and of the folder in it.
func (r *release) name(t target) string {
	return fmt.Sprintf("otelcol-mcp_%s_%s_%s", r.version, t.os, t.arch)
}

// build writes the programs for a system to a folder.
func (r *release) build(t target, dir string) error {
	for _, p := range programs {
		cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-mod=readonly", "-tags", "grpcnotrace", "-overlay", r.overlay,
			"-ldflags", "-s -w -X main.version="+r.version, "-o", filepath.Join(dir, t.program(p.name)), p.pkg)
		cmd.Dir = r.root
		// Whatever else is set where it runs must not be seen in the result.
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off", "GOOS="+t.os, "GOARCH="+t.arch, "GOAMD64=v1", "GOARM64=v8.0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("building %s: %w\n%s", p.name, err, out)
		}
	}
	return nil
}

// publish writes the archive for a system and the bills of materials.
func (r *release) publish(t target) error {
	dir := filepath.Join(r.scratch, r.name(t))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := r.build(t, dir); err != nil {
		return err
	}
	for _, p := range programs {
		file := filepath.Join(dir, t.program(p.name))
		bill, err := billOf(file, p.name, r.version, r.date)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s_%s_%s_%s.cdx.json", p.name, r.version, t.os, t.arch)
		if err := os.WriteFile(filepath.Join(r.out, name), bill, 0o644); err != nil {
			return err
		}
	}
	files, err := r.contents(t, dir)
	if err != nil {
		return err
	}
	return writeArchive(filepath.Join(r.out, r.name(t)+t.extension()), r.name(t), files, r.date)
}

// contents are the files of an archive: the programs, how to begin, and whose work it is.
func (r *release) contents(t target, dir string) ([]entry, error) {
	var files []entry
	for _, p := range programs {
		name := t.program(p.name)
		files = append(files, entry{name: name, file: filepath.Join(dir, name), executable: true})
	}
	licences := filepath.Join(dir, "THIRD_PARTY_LICENSES")
	if err := writeLicences(r.root, dir, t, licences); err != nil {
		return nil, err
	}
	files = append(files, entry{name: "THIRD_PARTY_LICENSES", file: licences})
	for _, pattern := range []string{"LICENSE", "README.md", "CHANGELOG.md", "examples/*", "deploy/systemd/*"} {
		found, err := filepath.Glob(filepath.Join(r.root, pattern))
		if err != nil || len(found) == 0 {
			return nil, fmt.Errorf("nothing matches %s: %w", pattern, err)
		}
		for _, file := range found {
			name, err := filepath.Rel(r.root, file)
			if err != nil {
				return nil, err
			}
			files = append(files, entry{name: filepath.ToSlash(name), file: file})
		}
	}
	return files, nil
}
