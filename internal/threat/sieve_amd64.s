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

// NIBBLES leaves the lower and the higher half of each byte. Z15 has the lower half of each.
#define NIBBLES(bytes, high) \
	VPSRLW $4, bytes, high     \
	VPANDQ Z15, bytes, bytes   \
	VPANDQ Z15, high, high

// CLASSES leaves in a mask which of 64 places are of a class, by the tables of a sieve.
#define CLASSES(low0, low1, low2, high0, high1, high2, out) \
	VPSHUFB    Z0, low0, Z6        \
	VPSHUFB    Z3, high0, Z7       \
	VPANDQ     Z6, Z7, Z6          \
	VPSHUFB    Z1, low1, Z7        \
	VPSHUFB    Z4, high1, Z8       \
	VPTERNLOGQ $0x80, Z7, Z8, Z6   \
	VPSHUFB    Z2, low2, Z7        \
	VPSHUFB    Z5, high2, Z8       \
	VPTERNLOGQ $0x80, Z7, Z8, Z6   \
	VPTESTMB   Z6, Z6, out

// func siftWide(found *[words]uint64, text string, n int, s *[2]sieve)
TEXT ·siftWide(SB), NOSPLIT, $0-40
	MOVQ found+0(FP), DI
	MOVQ text_base+8(FP), SI
	MOVQ text_len+16(FP), R8
	LEAQ -66(SI)(R8*1), R8 // where the last word begins
	MOVQ n+24(FP), R9
	MOVQ s+32(FP), DX

	MOVL            $0x0f0f0f0f, AX
	VPBROADCASTD    AX, Z15
	VBROADCASTI32X4 0(DX), Z16
	VBROADCASTI32X4 16(DX), Z17
	VBROADCASTI32X4 32(DX), Z18
	VBROADCASTI32X4 48(DX), Z19
	VBROADCASTI32X4 64(DX), Z20
	VBROADCASTI32X4 80(DX), Z21
	VBROADCASTI32X4 96(DX), Z22
	VBROADCASTI32X4 112(DX), Z23
	VBROADCASTI32X4 128(DX), Z24
	VBROADCASTI32X4 144(DX), Z25
	VBROADCASTI32X4 160(DX), Z26
	VBROADCASTI32X4 176(DX), Z27

wide:
	VMOVDQU64 0(SI), Z0
	VMOVDQU64 1(SI), Z1
	VMOVDQU64 2(SI), Z2
	NIBBLES(Z0, Z3)
	NIBBLES(Z1, Z4)
	NIBBLES(Z2, Z5)
	CLASSES(Z16, Z17, Z18, Z19, Z20, Z21, K1)
	CLASSES(Z22, Z23, Z24, Z25, Z26, Z27, K2)
	KORQ      K1, K2, K1
	KMOVQ     K1, (DI)
	ADDQ      $8, DI
	ADDQ      $64, SI
	CMPQ      SI, R8
	CMOVQHI   R8, SI
	DECQ      R9
	JNE       wide
	VZEROUPPER
	RET

// func findRun(text *byte, n int) int
TEXT ·findRun(SB), NOSPLIT, $0-24
	MOVQ         text+0(FP), SI
	MOVQ         n+8(FP), CX
	XORL         R8, R8 // place of the block
	XORL         R9, R9 // length of the run before it
	MOVL         $0x61616161, AX // 'a'
	VPBROADCASTD AX, Z1
	MOVL         $0x1a1a1a1a, AX // letters
	VPBROADCASTD AX, Z2
	MOVL         $0x30303030, AX // '0'
	VPBROADCASTD AX, Z3
	MOVL         $0x0a0a0a0a, AX // digits
	VPBROADCASTD AX, Z4
	MOVL         $0x20202020, AX
	VPBROADCASTD AX, Z5

block:
	CMPQ      CX, $64
	JLT       rest
	VMOVDQU64 (SI), Z0

look:
	VPORQ   Z5, Z0, Z6
	VPSUBB  Z1, Z6, Z6
	VPCMPUB $1, Z2, Z6, K1
	VPSUBB  Z3, Z0, Z7
	VPCMPUB $1, Z4, Z7, K2
	KORQ    K1, K2, K1
	KMOVQ   K1, AX

	// A run that began before, and goes on.
	MOVQ   AX, BX
	NOTQ   BX
	TZCNTQ BX, DX
	ADDQ   R9, DX
	CMPQ   DX, $24
	JGE    found

	// Where runs of 2, 4 and 8 begin, and one of 24.
	SHRQ  $1, AX
	MOVQ  BX, R10
	NOTQ  R10
	ANDQ  R10, AX
	MOVQ  AX, DX
	SHRQ  $2, DX
	ANDQ  DX, AX
	MOVQ  AX, DX
	SHRQ  $4, DX
	ANDQ  DX, AX
	MOVQ  AX, DX
	SHRQ  $8, DX
	ANDQ  AX, DX
	SHRQ  $16, AX
	TESTQ AX, DX
	JNE   found

	LZCNTQ BX, R9
	ADDQ   $64, SI
	ADDQ   $64, R8
	SUBQ   $64, CX
	JGT    block
	MOVQ   $-1, ret+16(FP)
	VZEROUPPER
	RET

rest:
	MOVQ        $-1, AX
	BZHIQ       CX, AX, AX
	KMOVQ       AX, K3
	VMOVDQU8.Z  (SI), K3, Z0
	JMP         look

found:
	SUBQ R9, R8
	MOVQ R8, ret+16(FP)
	VZEROUPPER
	RET
