//go:build !amd64

package series

func mixLong(sum uint64, text string) uint64 { return mixLongInGo(sum, text) }
