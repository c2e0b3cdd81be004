#include "textflag.h"

// BYTES leaves in the classes that 32 bytes are of: those of their lower halves that are also
// of their higher ones. Y14 has the lower half of each byte.
#define BYTES(bytes, low, high, temp) \
	VPSRLW  $4, bytes, temp    \
	VPAND   Y14, bytes, bytes  \
	VPAND   Y14, temp, temp    \
	VPSHUFB bytes, low, bytes  \
	VPSHUFB temp, high, temp   \
	VPAND   temp, bytes, bytes

// PLACES leaves a bit for each of 32 places that is of no class.
#define PLACES(at, out) \
	VMOVDQU   at+0(BX), Y0 \
	VMOVDQU   at+1(BX), Y1 \
	VMOVDQU   at+2(BX), Y2 \
	BYTES(Y0, Y8, Y11, Y3) \
	BYTES(Y1, Y9, Y12, Y4) \
	BYTES(Y2, Y10, Y13, Y5) \
	VPAND     Y1, Y0, Y0   \
	VPAND     Y2, Y0, Y0   \
	VPCMPEQB  Y15, Y0, Y0  \
	VPMOVMSKB Y0, out

// func siftAll(found *[words]uint64, text string, n int, s *[2]sieve)
TEXT ·siftAll(SB), NOSPLIT, $0-40
	MOVQ found+0(FP), DI
	MOVQ text_base+8(FP), SI
	MOVQ text_len+16(FP), R8
	LEAQ -66(SI)(R8*1), R8 // where the last word begins
	MOVQ n+24(FP), R9
	MOVQ s+32(FP), DX
	MOVQ $2, R10

	MOVL         $0x0f0f0f0f, AX
	VMOVD        AX, X14
	VPBROADCASTD X14, Y14
	VPXOR        Y15, Y15, Y15

sieve:
	VBROADCASTI128 (DX), Y8
	VBROADCASTI128 16(DX), Y9
	VBROADCASTI128 32(DX), Y10
	VBROADCASTI128 48(DX), Y11
	VBROADCASTI128 64(DX), Y12
	VBROADCASTI128 80(DX), Y13
	MOVQ           SI, BX
	MOVQ           DI, R12
	MOVQ           R9, R13

word:
	PLACES(0, AX)
	PLACES(32, CX)
	SHLQ    $32, CX
	ORQ     CX, AX
	NOTQ    AX
	ORQ     AX, (R12)
	ADDQ    $8, R12
	ADDQ    $64, BX
	CMPQ    BX, R8
	CMOVQHI R8, BX
	DECQ    R13
	JNE     word

	ADDQ $96, DX
	DECQ R10
	JNE  sieve
	VZEROUPPER
	RET
