package proxy

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryOriginHasToBeAllowed(t *testing.T) {
	b := serve(t, answering("application/json", "{}"), func(o *Options, _ *Route, _ *ObserverOptions) {
		o.AllowedOrigins = []string{"https://good.example"}
	})
	for _, test := range []struct {
		origins []string
		want    int
	}{
		{nil, http.StatusOK},
		{[]string{"https://good.example"}, http.StatusOK},
		{[]string{"https://evil.example"}, http.StatusForbidden},
		{[]string{"null"}, http.StatusForbidden},
		{[]string{""}, http.StatusForbidden},
		{[]string{"https://good.example.evil.example"}, http.StatusForbidden},
		{[]string{"https://good.example", "https://evil.example"}, http.StatusForbidden},
		{[]string{"https://evil.example", "https://good.example"}, http.StatusForbidden},
	} {
		request, err := http.NewRequest(http.MethodPost, b.url, strings.NewReader(call))
		require.NoError(t, err)
		request.Header["Origin"] = test.origins
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, test.want, response.StatusCode, "%q", test.origins)
	}
	require.Len(t, b.calls(t), 2, "nothing of a refused request is recorded")
}
