package threat

import "golang.org/x/sys/cpu"

// siftings are the ways to sift that there are here.
func siftings() map[string]func(*[words]uint64, string, int) {
	all := map[string]func(*[words]uint64, string, int){
		"sift": sift, "AVX2": func(found *[words]uint64, text string, n int) { siftAll(found, text, n, &sieves) },
	}
	if cpu.X86.HasAVX512BW {
		all["AVX-512"] = func(found *[words]uint64, text string, n int) { siftWide(found, text, n, &sieves) }
	}
	return all
}
