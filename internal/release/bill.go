package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"
)

// The bill of materials is CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/
type bill struct {
	Schema       string       `json:"$schema"`
	Format       string       `json:"bomFormat"`
	SpecVersion  string       `json:"specVersion"`
	SerialNumber string       `json:"serialNumber"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp string    `json:"timestamp"`
	Component component `json:"component"`
}

type component struct {
	Ref        string     `json:"bom-ref"`
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Hashes     []hash     `json:"hashes,omitempty"`
	Licenses   []license  `json:"licenses,omitempty"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type license struct {
	License struct {
		ID string `json:"id"`
	} `json:"license"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn"`
}

// billOf reads from a program which modules it was built from: what is in it, not what go.mod
// would allow.
func billOf(file, name, version string, date time.Time) ([]byte, error) {
	info, err := buildinfo.ReadFile(file)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	b := bill{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", SpecVersion: "1.6", Version: 1,
		SerialNumber: serial(sum),
		Metadata:     metadata{date.Format(time.RFC3339), application(info, name, version, sum)},
		Components:   []component{standardLibrary(info.GoVersion)},
	}
	for _, dep := range info.Deps {
		b.Components = append(b.Components, library(dep))
	}
	b.Dependencies = []dependency{{Ref: b.Metadata.Component.Ref, DependsOn: refs(b.Components)}}
	return json.MarshalIndent(b, "", "  ")
}

// serial is a UUID that only this program has.
func serial(sum [sha256.Size]byte) string {
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // version 8, RFC 9562 section 5.8
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

func application(info *debug.BuildInfo, name, version string, sum [sha256.Size]byte) component {
	c := component{Type: "application", Name: name, Version: version, Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}}}
	c.PURL = packageURL(info.Main.Path, "v"+version) + "#" + strings.TrimPrefix(info.Path, info.Main.Path+"/")
	c.Ref = c.PURL
	c.Licenses = make([]license, 1)
	c.Licenses[0].License.ID = "Apache-2.0"
	for _, s := range info.Settings {
		c.Properties = append(c.Properties, property{"go:" + s.Key, s.Value})
	}
	return c
}

func standardLibrary(version string) component {
	purl := packageURL("std", strings.TrimPrefix(version, "go"))
	return component{Ref: purl, Type: "library", Name: "std", Version: version, PURL: purl}
}

// library is a module; go:sum is what go.sum and the checksum database know it by.
func library(m *debug.Module) component {
	if m.Replace != nil {
		m = m.Replace
	}
	purl := packageURL(m.Path, m.Version)
	c := component{Ref: purl, Type: "library", Name: m.Path, Version: m.Version, PURL: purl}
	if m.Sum != "" {
		c.Properties = []property{{"go:sum", m.Sum}}
	}
	return c
}

// packageURL is as https://github.com/package-url/purl-spec says for type golang.
func packageURL(path, version string) string {
	return "pkg:golang/" + path + "@" + strings.ReplaceAll(version, "+", "%2B")
}

func refs(all []component) []string {
	var names []string
	for _, c := range all {
		names = append(names, c.Ref)
	}
	return names
}
