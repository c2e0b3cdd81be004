package relay

import "os"

func newPipe() (ends, error) {
	r, w, err := os.Pipe()
	return ends{r, w}, err
}
