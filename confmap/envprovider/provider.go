// Package envprovider reads configuration values from environment variables, as the Collector's own provider does, and
// adds the form for those without which a configuration cannot work: ${env:NAME:?what it is}.
package envprovider

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"

	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/provider/envprovider"
)

// required stands between the name of a variable that has to be set and what to tell whoever has not set it, as in POSIX
// shells (Shell Command Language, 2.6.2 Parameter Expansion) and Compose files.
const required = ":?"

// name is what the Collector takes for the name of a variable.
var name = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

// NewFactory returns the factory of a provider of the scheme "env" with three forms:
//
//   - env:NAME is the value of the variable; if it is not set, nothing, with a warning in the log.
//   - env:NAME:-default is the default if the variable is not set.
//   - env:NAME:?message is an error with the message if the variable is not set or empty, so that the Collector does not start.
//
// The first two are the Collector's own provider.
func NewFactory() confmap.ProviderFactory {
	stock := envprovider.NewFactory()
	return confmap.NewProviderFactory(func(settings confmap.ProviderSettings) confmap.Provider {
		return provider{Provider: stock.Create(settings)}
	})
}

// A provider is the Collector's, which knows no third form.
type provider struct {
	confmap.Provider
}

// Retrieve returns the value of the variable that uri names. It is an error if uri is of another scheme, has a name that no
// variable can have, or requires a variable that is not set.
func (p provider) Retrieve(ctx context.Context, uri string, watcher confmap.WatcherFunc) (*confmap.Retrieved, error) {
	variable, message, ok := cut(strings.TrimPrefix(uri, p.Scheme()+":"))
	if !ok {
		return p.Provider.Retrieve(ctx, uri, watcher)
	}
	if os.Getenv(variable) == "" {
		return nil, missing(variable, message)
	}
	return p.Provider.Retrieve(ctx, p.Scheme()+":"+variable, watcher)
}

// cut takes apart the third form. In the second, ":?" is part of the default.
func cut(reference string) (variable, message string, ok bool) {
	variable, message, ok = strings.Cut(reference, required)
	return variable, message, ok && name.MatchString(variable)
}

func missing(variable, message string) error {
	if message = strings.TrimSpace(message); message == "" {
		return fmt.Errorf("environment variable %s has to be set", variable)
	}
	return fmt.Errorf("environment variable %s has to be set: %s", variable, message)
}
