//go:build !amd64

package threat

const sifts = false

func (*sieve) sift(*[blocks]uint64, string, int) {}
