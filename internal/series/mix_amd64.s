#include "go_asm.h"
#include "textflag.h"

// Where the halves of a group are, the lanes take in their own blocks with OWN, those two ahead of
// them with AHEAD, and those two behind them with BEHIND.
#define OWN(at, half, other) \
	VAESENC at+0(half), X0, X0   \
	VAESENC at+16(half), X1, X1  \
	VAESENC at+32(half), X2, X2  \
	VAESENC at+48(half), X3, X3  \
	VAESENC at+0(other), X4, X4  \
	VAESENC at+16(other), X5, X5 \
	VAESENC at+32(other), X6, X6 \
	VAESENC at+48(other), X7, X7

#define AHEAD(at, half, other) \
	VAESENC at+32(half), X0, X0  \
	VAESENC at+48(half), X1, X1  \
	VAESENC at+0(other), X2, X2  \
	VAESENC at+16(other), X3, X3 \
	VAESENC at+32(other), X4, X4 \
	VAESENC at+48(other), X5, X5 \
	VAESENC at+0(half), X6, X6   \
	VAESENC at+16(half), X7, X7

#define BEHIND(at, half, other) \
	VAESENC at+32(other), X0, X0 \
	VAESENC at+48(other), X1, X1 \
	VAESENC at+0(half), X2, X2   \
	VAESENC at+16(half), X3, X3  \
	VAESENC at+32(half), X4, X4  \
	VAESENC at+48(half), X5, X5  \
	VAESENC at+0(other), X6, X6  \
	VAESENC at+16(other), X7, X7

// The same, with two lanes in a register.
#define OWN2(at, half, other) \
	VAESENC at+0(half), Y0, Y0  \
	VAESENC at+32(half), Y1, Y1 \
	VAESENC at+0(other), Y2, Y2 \
	VAESENC at+32(other), Y3, Y3

#define AHEAD2(at, half, other) \
	VAESENC at+32(half), Y0, Y0  \
	VAESENC at+0(other), Y1, Y1  \
	VAESENC at+32(other), Y2, Y2 \
	VAESENC at+0(half), Y3, Y3

#define BEHIND2(at, half, other) \
	VAESENC at+32(other), Y0, Y0 \
	VAESENC at+0(half), Y1, Y1   \
	VAESENC at+32(half), Y2, Y2  \
	VAESENC at+0(other), Y3, Y3

// GROUPS goes through the CX bytes at SI. So many groups come before the last as CX becomes; that
// begins at R8, with its other half at DX.
#define GROUPS(OWN, AHEAD, BEHIND, even, odd, last) \
	LEAQ  -64(SI)(CX*1), DX \
	DECQ  CX                \
	SHRQ  $7, CX            \
	JEQ   last              \
	LEAQ  -64(DX), R8       \
	LEAQ  64(SI), BX        \
	TESTQ $1, CX            \
	JEQ   even              \
	ADDQ  $-128, SI         \
	ADDQ  $-128, BX         \
	JMP   odd               \
even:                       \
	OWN(0, SI, BX)          \
	BEHIND(0, SI, BX)       \
odd:                        \
	OWN(128, SI, BX)        \
	AHEAD(128, SI, BX)      \
	ADDQ  $256, SI          \
	ADDQ  $256, BX          \
	CMPQ  SI, R8            \
	JLO   even              \
	MOVQ  R8, SI            \
last:                       \
	OWN(0, SI, DX)          \
	BEHIND(0, SI, DX)

// func mixLong(sum uint64, text string) uint64
TEXT ·mixLong(SB), NOSPLIT, $0-32
	MOVQ text_len+16(FP), CX
	CMPQ CX, ·longText(SB)
	JGT  long
	JMP  ·mixLongInGo(SB)

long:
	// The sum becomes what Mix makes of it and the length.
	MOVQ $const_beginning, AX
	XORQ sum+0(FP), AX
	MOVQ $const_spread, DX
	XORQ CX, DX
	MULQ DX
	XORQ DX, AX
	MOVQ AX, sum+0(FP)
	JMP  ·mixLanes(SB)

// func mixLanes(sum uint64, text string) uint64
TEXT ·mixLanes(SB), NOSPLIT, $0-32
	MOVQ     text_base+8(FP), SI
	MOVQ     text_len+16(FP), CX
	CMPB     ·hasVAES(SB), $0
	JNE      pairs
	VMOVDDUP sum+0(FP), X8
	VPXOR    ·secrets+128(SB), X8, X8
	VPXOR    ·secrets+0(SB), X8, X0
	VPXOR    ·secrets+16(SB), X8, X1
	VPXOR    ·secrets+32(SB), X8, X2
	VPXOR    ·secrets+48(SB), X8, X3
	VPXOR    ·secrets+64(SB), X8, X4
	VPXOR    ·secrets+80(SB), X8, X5
	VPXOR    ·secrets+96(SB), X8, X6
	VPXOR    ·secrets+112(SB), X8, X7
	GROUPS(OWN, AHEAD, BEHIND, even, odd, last)

	// Two more rounds. The last of them adds lanes in pairs.
	VAESENC X8, X0, X0
	VAESENC X8, X1, X1
	VAESENC X8, X2, X2
	VAESENC X8, X3, X3
	VAESENC X8, X4, X4
	VAESENC X8, X5, X5
	VAESENC X8, X6, X6
	VAESENC X8, X7, X7
	VAESENC X8, X0, X0
	VAESENC X8, X1, X1
	VAESENC X0, X2, X2
	VAESENC X1, X3, X3
	VAESENC X8, X4, X4
	VAESENC X8, X5, X5
	VAESENC X4, X6, X6
	VAESENC X5, X7, X7
	VPXOR   X2, X6, X6
	VPXOR   X3, X7, X7
	VPXOR   X6, X7, X7
	VAESENC X8, X7, X7
	VAESENC X8, X7, X7
	VAESENC X8, X7, X7
	VMOVQ   X7, ret+24(FP)
	RET

pairs:
	VPBROADCASTQ   sum+0(FP), Y8
	VBROADCASTI128 ·secrets+128(SB), Y9
	VPXOR          Y9, Y8, Y8
	VPXOR          ·secrets+0(SB), Y8, Y0
	VPXOR          ·secrets+32(SB), Y8, Y1
	VPXOR          ·secrets+64(SB), Y8, Y2
	VPXOR          ·secrets+96(SB), Y8, Y3
	GROUPS(OWN2, AHEAD2, BEHIND2, even2, odd2, last2)

	// The same end.
	VAESENC      Y8, Y0, Y0
	VAESENC      Y8, Y1, Y1
	VAESENC      Y8, Y2, Y2
	VAESENC      Y8, Y3, Y3
	VAESENC      Y8, Y0, Y0
	VAESENC      Y0, Y1, Y1
	VAESENC      Y8, Y2, Y2
	VAESENC      Y2, Y3, Y3
	VPXOR        Y1, Y3, Y3
	VEXTRACTI128 $1, Y3, X7
	VPXOR        X3, X7, X7
	VAESENC      X8, X7, X7
	VAESENC      X8, X7, X7
	VAESENC      X8, X7, X7
	VMOVQ        X7, ret+24(FP)
	VZEROUPPER
	RET

// func features() uint32
TEXT ·features(SB), NOSPLIT, $0-4
	MOVL $7, AX
	XORL CX, CX
	CPUID
	MOVL CX, ret+0(FP)
	RET
