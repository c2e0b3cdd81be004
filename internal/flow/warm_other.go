//go:build !amd64

package flow

func warm(*Session) {}
