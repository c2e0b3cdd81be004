// Package importtest checks the shape of the module: who may import whom, which packages stay pure, and that the
// manifest of the distribution names the versions that are built. It has tests only.
package importtest
