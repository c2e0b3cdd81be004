package deploy

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/opencontainers/go-digest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const dockerfile = "deploy/docker/Dockerfile"

func TestDockerfileHasNothingToRemark(t *testing.T) {
	result := lintDockerfile(t, read(t, dockerfile))
	assert.Nil(t, result.Error)
	for _, w := range result.Warnings {
		t.Errorf("%s: %s", w.RuleName, w.Detail)
	}
}

// A linter that finds nothing anywhere would find nothing here either.
func TestTheLinterFindsFaults(t *testing.T) {
	result := lintDockerfile(t, []byte("FROM scratch as x\nENV TOKEN secret\nCMD otelcol-mcp\n"))
	assert.Len(t, result.Warnings, 4, "casing, legacy ENV, a secret, a command as text")
	assert.NotNil(t, lintDockerfile(t, []byte("FROM scratch\nCOPPY a b\n")).Error)
}

func lintDockerfile(t *testing.T, text []byte) *lint.LintResults {
	t.Helper()
	result, err := dockerfile2llb.DockerfileLint(t.Context(), text, dockerfile2llb.ConvertOpt{
		Config:       dockerui.Config{},
		SourceMap:    &llb.SourceMap{Definition: &llb.Definition{}, Filename: "Dockerfile", Language: "Dockerfile", Data: text},
		MetaResolver: noRegistry{},
	})
	require.NoError(t, err)
	return result
}

// noRegistry knows every image and nothing about it: linting needs no network.
type noRegistry struct{}

func (noRegistry) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, "", []byte(`{"os": "linux", "architecture": "amd64"}`), nil
}

func TestTheImageIsSmallAndNobodyIsRoot(t *testing.T) {
	final := stages(t)[1]
	assert.Equal(t, "scratch", final.BaseName)
	var user, entrypoint, config string
	for _, c := range final.Commands {
		switch c := c.(type) {
		case *instructions.UserCommand:
			user = c.User
		case *instructions.EntrypointCommand:
			require.Len(t, c.CmdLine, 1)
			entrypoint = c.CmdLine[0]
		case *instructions.CmdCommand:
			require.Len(t, c.CmdLine, 1)
			config = strings.TrimPrefix(c.CmdLine[0], "--config=")
		}
	}
	assert.Equal(t, "65532:65532", user, "in numbers, for Kubernetes to know that it is not root")
	assert.Equal(t, "/usr/bin/otelcol-mcp", entrypoint)
	assert.Contains(t, copied(final), config, "the configuration is in the image")
}

// copied is where the stage copies files to.
func copied(s instructions.Stage) []string {
	var to []string
	for _, c := range s.Commands {
		if c, ok := c.(*instructions.CopyCommand); ok {
			to = append(to, c.DestPath)
		}
	}
	return to
}

// What the Dockerfile copies from the repository has to be there and must not be ignored.
func TestWhatTheImageIsMadeOfIsThere(t *testing.T) {
	ignore, err := os.Open(filepath.Join(root, dockerfile+".dockerignore"))
	require.NoError(t, err)
	defer ignore.Close()
	patterns, err := ignorefile.ReadAll(ignore)
	require.NoError(t, err)
	matcher, err := patternmatcher.New(patterns)
	require.NoError(t, err)
	needed := []string{
		"builder-config.yaml", "cmd/mcptap/main.go", "internal/release/main.go", "otelcol-mcp/main.go",
		"receiver/mcpreceiver/factory.go", "processor/mcpredactprocessor/factory.go", "connector/mcpspanmetrics/factory.go",
	}
	for _, s := range stages(t) {
		for _, c := range s.Commands {
			if c, ok := c.(*instructions.CopyCommand); ok && c.From == "" && c.SourcePaths[0] != "." {
				needed = append(needed, c.SourcePaths...)
			}
		}
	}
	for _, path := range needed {
		assert.FileExists(t, filepath.Join(root, path))
		ignored, err := matcher.MatchesOrParentMatches(path)
		require.NoError(t, err)
		assert.False(t, ignored, "%s is ignored", path)
	}
	for _, path := range []string{".git/config", "bin/otelcol-mcp", "internal/tools/go.mod", "testdata/x", "dashboards/x"} {
		ignored, err := matcher.MatchesOrParentMatches(path)
		require.NoError(t, err)
		assert.True(t, ignored, "%s is sent to the builder", path)
	}
}

func stages(t *testing.T) []instructions.Stage {
	t.Helper()
	tree, err := parser.Parse(strings.NewReader(string(read(t, dockerfile))))
	require.NoError(t, err)
	all, _, err := instructions.Parse(tree.AST, nil)
	require.NoError(t, err)
	require.Len(t, all, 2)
	return all
}

func TestTheImagesConfigurationLoads(t *testing.T) {
	loads(t, read(t, "deploy/docker/config.yaml"))
}
