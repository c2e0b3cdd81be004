package examples

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// provider is an OpenID provider: it publishes a key and signs tokens with it.
type provider struct {
	issuer string
	key    *rsa.PrivateKey
}

// startProvider listens where the example expects its provider.
func startProvider(t *testing.T, e *example) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	at := e.at(t, "15556")
	p := &provider{issuer: "https://" + at, key: key}
	l, err := net.Listen("tcp", at)
	require.NoError(t, err)
	server := &http.Server{Handler: p}
	conf := withTLS(t, filepath.Join(e.dir, "certs"), "server")
	go func() { _ = server.Serve(tls.NewListener(l, conf)) }() // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	e.provider = p
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/keys" {
		fmt.Fprintf(w, `{"keys":[{"kty":"RSA","alg":"RS256","use":"sig","kid":"1","n":%q,"e":%q}]}`,
			encode(p.key.N.Bytes()), encode(big.NewInt(int64(p.key.E)).Bytes()))
		return
	}
	fmt.Fprintf(w, `{"issuer":%q,"jwks_uri":%q,"authorization_endpoint":%q,"token_endpoint":%q,"id_token_signing_alg_values_supported":["RS256"]}`,
		p.issuer, p.issuer+"/keys", p.issuer+"/auth", p.issuer+"/token")
}

// token is one for the audience.
func (p *provider) token(t *testing.T, audience string) string {
	t.Helper()
	claims, err := json.Marshal(map[string]any{
		"iss": p.issuer, "sub": "weather-agent", "aud": audience,
		"iat": time.Now().Unix(), "exp": time.Now().Add(time.Hour).Unix(),
	})
	require.NoError(t, err)
	signed := encode([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + encode(claims)
	digest := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, digest[:])
	require.NoError(t, err)
	return signed + "." + encode(signature)
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// useSecured goes through every door with the right key, and with a wrong one.
func useSecured(t *testing.T, e *example) *harness.Process {
	certs := filepath.Join(e.dir, "certs")
	conf := withTLS(t, certs, "server")
	conf.ClientAuth = tls.RequireAndVerifyClientCert
	s := grpcSink(t, e.at(t, "14317"), conf)
	p := e.run(t)

	t.Run("mTLS", func(t *testing.T) {
		assert.Error(t, overGRPC(t, e.at(t, "4317"), withTLS(t, certs, "")), "no certificate")
		assert.Error(t, overGRPC(t, e.at(t, "4317"), stranger(t, certs)), "a certificate of somebody else")
		assert.NoError(t, overGRPC(t, e.at(t, "4317"), withTLS(t, certs, "client")))
	})
	t.Run("OIDC", func(t *testing.T) {
		bearer := func(token string) int { return overHTTP(t, e.at(t, "4318"), certs, 2, "Bearer "+token) }
		assert.Equal(t, http.StatusUnauthorized, bearer("nonsense"))
		assert.Equal(t, http.StatusUnauthorized, bearer(e.provider.token(t, "somebody else")))
		assert.Equal(t, http.StatusOK, bearer(e.provider.token(t, "otelcol-mcp")))
	})
	t.Run("bearer", func(t *testing.T) {
		bearer := func(token string) int { return overHTTP(t, e.at(t, "4319"), certs, 3, "Bearer "+token) }
		assert.Equal(t, http.StatusUnauthorized, bearer("thre3"))
		assert.Equal(t, http.StatusOK, bearer("0ne"))
		assert.Equal(t, http.StatusOK, bearer("tw0"))
	})
	arrivesClean(t, s)
	prometheus := &http.Client{Transport: &http.Transport{TLSClientConfig: withTLS(t, certs, "client")}}
	pageShows(t, prometheus, "https://"+e.at(t, "9464")+"/metrics", `mcp_tool_calls_total\{.*get_weather.*\} 3\b`)
	_, err := httpsClient(t, certs).Get("https://" + e.at(t, "9464") + "/metrics")
	assert.Error(t, err, "no certificate")
	eventually(t, func(c require.TestingT) { assert.Contains(c, p.Output.String(), "client didn't provide a certificate") })
	p.Output.Forget() // who came with a wrong key is told
	return p
}

// stranger has a certificate of an authority that nobody knows here.
func stranger(t *testing.T, certs string) *tls.Config {
	t.Helper()
	other := t.TempDir()
	newAuthority(t).issue(t, other)
	conf := withTLS(t, certs, "")
	conf.Certificates = withTLS(t, other, "client").Certificates
	return conf
}

func overGRPC(t *testing.T, at string, conf *tls.Config) error {
	t.Helper()
	conn, err := grpc.NewClient(at, grpc.WithTransportCredentials(credentials.NewTLS(conf)))
	require.NoError(t, err)
	defer conn.Close()
	_, err = ptraceotlp.NewGRPCClient(conn).Export(t.Context(), ptraceotlp.NewExportRequestFromTraces(trace(1)))
	return err
}

func httpsClient(t *testing.T, certs string) *http.Client {
	t.Helper()
	return &http.Client{Transport: &http.Transport{TLSClientConfig: withTLS(t, certs, "")}}
}

func overHTTP(t *testing.T, at, certs string, number byte, authorization string) int {
	t.Helper()
	return post(t, httpsClient(t, certs), "https://"+at+"/v1/traces", protobuf(t, trace(number)), "Authorization", authorization)
}
