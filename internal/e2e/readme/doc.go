// Package readme does what the README says, in a fresh clone, and looks whether it is
// so. It has tests only.
package readme
