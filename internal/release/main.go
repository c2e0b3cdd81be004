// Command release builds what is published: for each system an archive with otelcol-mcp, mcptap and what
// belongs to them, a bill of materials for each program, and the checksums of all of these.
//
//	go run ./internal/release -out dist                                     # all systems, the version of builder-config.yaml
//	go run ./internal/release -out dist -version 0.2.0-rc.1 -targets linux/arm64
//	go run ./internal/release -out bin -targets linux/amd64 -binaries       # the programs alone
//
// The same source, version and Go release make the same bytes, wherever and whenever it runs. The
// version is not in generated code by hand: the build sees otelcol-mcp/ through an overlay.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// targets are the systems that releases are made for.
const targets = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	root := flags.String("root", ".", "root of the module")
	out := flags.String("out", "dist", "folder to write to")
	version := flags.String("version", "", "version to stamp; that of builder-config.yaml if empty")
	list := flags.String("targets", targets, "systems, as GOOS/GOARCH, separated by commas")
	binaries := flags.Bool("binaries", false, "write the programs alone, for one system")
	if err := flags.Parse(args); err != nil {
		return err
	}
	r, err := newRelease(*root, *out, *version)
	if err != nil {
		return err
	}
	defer r.close()
	systems, err := parseTargets(*list)
	if err != nil {
		return err
	}
	if *binaries {
		if len(systems) != 1 {
			return fmt.Errorf("-binaries is for one system, got %d", len(systems))
		}
		return r.build(systems[0], r.out)
	}
	for _, system := range systems {
		if err := r.publish(system); err != nil {
			return fmt.Errorf("%s: %w", system, err)
		}
		fmt.Println(filepath.Join(r.out, r.name(system)+system.extension()))
	}
	return writeChecksums(r.out)
}

// A target is an operating system and an architecture.
type target struct{ os, arch string }

func parseTargets(list string) ([]target, error) {
	var all []target
	for one := range strings.SplitSeq(list, ",") {
		system, arch, ok := strings.Cut(one, "/")
		if !ok || system == "" || arch == "" {
			return nil, fmt.Errorf("target %q is not GOOS/GOARCH", one)
		}
		all = append(all, target{system, arch})
	}
	return all, nil
}

func (t target) String() string { return t.os + "/" + t.arch }

// extension is that of archives: what the system opens without further tools.
func (t target) extension() string {
	if t.os == "windows" {
		return ".zip"
	}
	return ".tar.gz"
}

// program is the name of an executable file.
func (t target) program(name string) string {
	if t.os == "windows" {
		return name + ".exe"
	}
	return name
}
