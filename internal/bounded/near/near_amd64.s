#include "textflag.h"

// func bring(at unsafe.Pointer)
TEXT ·bring(SB), NOSPLIT, $0-8
	MOVQ at+0(FP), AX
	PREFETCHT0 (AX)
	RET
