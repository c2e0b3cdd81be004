#include "textflag.h"

// SPREAD defines what 64 bytes that are the same are called.
#define SPREAD(name, x) \
	DATA name<>+0(SB)/8, $x \
	DATA name<>+8(SB)/8, $x \
	DATA name<>+16(SB)/8, $x \
	DATA name<>+24(SB)/8, $x \
	DATA name<>+32(SB)/8, $x \
	DATA name<>+40(SB)/8, $x \
	DATA name<>+48(SB)/8, $x \
	DATA name<>+56(SB)/8, $x \
	GLOBL name<>(SB), RODATA|NOPTR, $64

// A range is moved to the lowest numbers with a sign, so that one comparison tells: what is
// added to its first byte makes that 0x80, and the byte behind its last one is compared with.
SPREAD(fromCapital, 0x3f3f3f3f3f3f3f3f)  // 0x80 - 'A'
SPREAD(fromSmall, 0x1f1f1f1f1f1f1f1f)    // 0x80 - 'a'
SPREAD(fromDigit, 0x5050505050505050)    // 0x80 - '0'
SPREAD(behindLetter, 0x9a9a9a9a9a9a9a9a) // 0x80 + 26
SPREAD(behindDigit, 0x8a8a8a8a8a8a8a8a)  // 0x80 + 10
SPREAD(space, 0x2020202020202020)

// IN sets bits of set for those of 16 bytes in X0 that are in a range.
#define IN(from, behind, set) \
	MOVO     X0, X1     \
	PADDB    from, X1   \
	MOVO     behind, X2 \
	PCMPGTB  X1, X2     \
	PMOVMSKB X2, set

// SIXTEEN looks at the 16 bytes at a place. The sets of those before are in R8 to R11.
#define SIXTEEN(at) \
	MOVOU    at(SI), X0         \
	IN(X3, X6, AX)              \
	IN(X4, X6, BX)              \
	IN(X5, X7, CX)              \
	PCMPEQB  X8, X0             \
	PMOVMSKB X0, DX             \
	SHLQ     $at, AX            \
	SHLQ     $at, BX            \
	SHLQ     $at, CX            \
	SHLQ     $at, DX            \
	ORQ      AX, R8             \
	ORQ      BX, R9             \
	ORQ      CX, R10            \
	ORQ      DX, R11

// ALL sets bits of set for those of 64 bytes in Z0 that are in a range.
#define ALL(from, behind, set) \
	VPADDB from, Z0, Z1        \
	VPCMPB $1, behind, Z1, K1  \ // less
	KMOVQ  K1, set

// func look(block *[64]byte) (capitals, small, digits, spaces uint64)
TEXT ·look(SB), NOSPLIT, $0-40
	MOVQ  block+0(FP), SI
	CMPB  ·wide(SB), $0
	JNE   wide
	MOVOU fromCapital<>(SB), X3
	MOVOU fromSmall<>(SB), X4
	MOVOU fromDigit<>(SB), X5
	MOVOU behindLetter<>(SB), X6
	MOVOU behindDigit<>(SB), X7
	MOVOU space<>(SB), X8
	XORL  R8, R8
	XORL  R9, R9
	XORL  R10, R10
	XORL  R11, R11
	SIXTEEN(0)
	SIXTEEN(16)
	SIXTEEN(32)
	SIXTEEN(48)
	MOVQ  R8, capitals+8(FP)
	MOVQ  R9, small+16(FP)
	MOVQ  R10, digits+24(FP)
	MOVQ  R11, spaces+32(FP)
	RET

wide:
	VMOVDQU64 (SI), Z0
	ALL(fromCapital<>(SB), behindLetter<>(SB), R8)
	ALL(fromSmall<>(SB), behindLetter<>(SB), R9)
	ALL(fromDigit<>(SB), behindDigit<>(SB), R10)
	VPCMPEQB  space<>(SB), Z0, K1
	KMOVQ     K1, R11
	MOVQ      R8, capitals+8(FP)
	MOVQ      R9, small+16(FP)
	MOVQ      R10, digits+24(FP)
	MOVQ      R11, spaces+32(FP)
	VZEROUPPER
	RET
