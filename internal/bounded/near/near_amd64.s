#include "textflag.h"

// func bring(at unsafe.Pointer)
TEXT ·bring(SB), NOSPLIT, $0-8
	MOVQ at+0(FP), AX
	PREFETCHT0 (AX)
	RET

// func bringThree(a, b, c unsafe.Pointer)
TEXT ·bringThree(SB), NOSPLIT, $0-24
	MOVQ a+0(FP), AX
	MOVQ b+8(FP), BX
	MOVQ c+16(FP), CX
	PREFETCHT0 (AX)
	PREFETCHT0 (BX)
	PREFETCHT0 (CX)
	RET

// func bringAll(at unsafe.Pointer, size int)
TEXT ·bringAll(SB), NOSPLIT, $0-16
	MOVQ at+0(FP), AX
	MOVQ size+8(FP), CX
next:
	PREFETCHT0 (AX)
	ADDQ $64, AX
	SUBQ $64, CX
	JGT  next
	RET
