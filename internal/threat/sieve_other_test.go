//go:build !amd64

package threat

func siftings() map[string]func(*[words]uint64, string, int) { return nil }
