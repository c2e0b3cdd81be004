package main

import (
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
)

// Files in which modules say under which terms they may be passed on.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)`)

// writeLicences puts the terms of all that is in the programs into one file.
func writeLicences(root, dir string, t target, to string) error {
	folders, err := moduleFolders(root)
	if err != nil {
		return err
	}
	modules := map[string]*debug.Module{}
	for _, p := range programs {
		info, err := buildinfo.ReadFile(filepath.Join(dir, t.program(p.name)))
		if err != nil {
			return err
		}
		for _, m := range info.Deps {
			modules[m.Path+" "+m.Version] = m
		}
	}
	names := make([]string, 0, len(modules))
	for name := range modules {
		names = append(names, name)
	}
	slices.Sort(names)
	var text strings.Builder
	for _, name := range names {
		terms, err := licencesIn(folders[name])
		if err != nil {
			return fmt.Errorf("terms of %s: %w", name, err)
		}
		fmt.Fprintf(&text, "== %s\n\n%s\n", name, terms)
	}
	return os.WriteFile(to, []byte(text.String()), 0o600)
}

// moduleFolders is where the sources of each module are.
func moduleFolders(root string) (map[string]string, error) {
	list := exec.Command("go", "list", "-m", "-f", "{{.Path}} {{.Version}}\t{{.Dir}}", "all")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("listing modules: %w", err)
	}
	folders := map[string]string{}
	for line := range strings.Lines(string(out)) {
		name, folder, _ := strings.Cut(strings.TrimSpace(line), "\t")
		folders[name] = folder
	}
	return folders, nil
}

var errNoLicence = errors.New("there is no licence file")

func licencesIn(folder string) (string, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, f := range files {
		if f.IsDir() || !licenceFile.MatchString(f.Name()) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&text, "-- %s --\n%s\n", f.Name(), strings.TrimSpace(string(content)))
	}
	if text.Len() == 0 {
		return "", errNoLicence
	}
	return text.String(), nil
}
