package proxy

import (
	"net/http"
	"slices"
)

// admit refuses a request that its Origin or the authenticator is against. Nothing of
// a refused request is recorded.
func (h *Handler) admit(w http.ResponseWriter, r *http.Request) bool {
	if h.options.AllowedOrigins != nil {
		for _, origin := range r.Header["Origin"] { // of several, each: which one the upstream goes by is its own affair
			if !slices.Contains(h.options.AllowedOrigins, origin) {
				http.Error(w, "Origin not allowed", http.StatusForbidden)
				return false
			}
		}
	}
	if h.options.Authenticate == nil {
		return true
	}
	if _, err := h.options.Authenticate(r.Context(), r.Header); err != nil {
		http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
		return false
	}
	return true
}
