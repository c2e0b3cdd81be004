//go:build !amd64

package series

const hasAES = false

func mixLanes(sum uint64, text string) uint64 { return mixWords(sum, text) }
