#include "textflag.h"

// func bring(at unsafe.Pointer)
TEXT ·bring(SB), NOSPLIT, $0-8
	MOVD at+0(FP), R0
	PRFM (R0), PLDL1KEEP
	RET

// func bringThree(a, b, c unsafe.Pointer)
TEXT ·bringThree(SB), NOSPLIT, $0-24
	MOVD a+0(FP), R0
	MOVD b+8(FP), R1
	MOVD c+16(FP), R2
	PRFM (R0), PLDL1KEEP
	PRFM (R1), PLDL1KEEP
	PRFM (R2), PLDL1KEEP
	RET

// func bringAll(at unsafe.Pointer, size int)
TEXT ·bringAll(SB), NOSPLIT, $0-16
	MOVD at+0(FP), R0
	MOVD size+8(FP), R1
next:
	PRFM (R0), PLDL1KEEP
	ADD  $64, R0
	SUBS $64, R1, R1
	BGT  next
	RET
