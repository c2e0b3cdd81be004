#include "textflag.h"

// Ways in the order in which the halves of all are collected. Above each is 7 less the way: of two
// that are equally old the first one is replaced.
DATA ways<>+0(SB)/4, $0x38  // 0
DATA ways<>+4(SB)/4, $0x31  // 1
DATA ways<>+8(SB)/4, $0x1c  // 4
DATA ways<>+12(SB)/4, $0x15 // 5
DATA ways<>+16(SB)/4, $0x2a // 2
DATA ways<>+20(SB)/4, $0x23 // 3
DATA ways<>+24(SB)/4, $0x0e // 6
DATA ways<>+28(SB)/4, $0x07 // 7
GLOBL ways<>(SB), RODATA|NOPTR, $32

// The same as bytes.
DATA order<>+0(SB)/8, $0x0706030205040100
GLOBL order<>(SB), RODATA|NOPTR, $8

// func note(line *recentLine, shown, ahead, longest uint64) noted
TEXT ·note(SB), NOSPLIT, $96-33
	MOVQ         line+0(FP), DI
	MOVQ         shown+8(FP), SI
	VPBROADCASTQ shown+8(FP), Y4
	VPSHUFD      $0xf5, Y4, Y4 // its upper half, eight times
	VPBROADCASTQ ahead+16(FP), Y5
	VPSHUFD      $0xa0, Y5, Y5 // its lower half
	LEAQ         31(SP), DX
	ANDQ         $~31, DX

look:
	VMOVDQU  0(DI), Y0
	VMOVDQU  32(DI), Y1
	VSHUFPS  $0xdd, Y1, Y0, Y3 // the upper halves
	VPCMPEQD Y4, Y3, Y3
	VPTEST   Y3, Y3
	JNZ      alike

	// The ages of all ways, and the ways below them. What is empty is older than all.
	VSHUFPS  $0x88, Y1, Y0, Y2 // the lower halves: 0 is nothing
	VPSUBD   Y2, Y5, Y6
	VPSLLD   $12, Y6, Y6
	VPCMPEQD Y3, Y2, Y2        // Y3 is 0
	VPSLLD   $6, Y2, Y2
	VPOR     Y2, Y6, Y6
	VPOR     ways<>(SB), Y6, Y6

	// The oldest, and its way.
	VEXTRACTI128 $1, Y6, X7
	VPMAXUD      X7, X6, X6
	VPSHUFD      $0x4e, X6, X7
	VPMAXUD      X7, X6, X6
	VPSHUFD      $0xb1, X6, X7
	VPMAXUD      X7, X6, X6
	VMOVD        X6, CX
	ANDL         $7, CX

	// It is replaced if it is still what was looked at.
	VMOVDQA  Y0, 0(DX)
	VMOVDQA  Y1, 32(DX)
	MOVQ     0(DX)(CX*8), AX
	LOCK
	CMPXCHGQ SI, (DI)(CX*8)
	JNE      look
	VZEROUPPER
	MOVB     $1, ret+32(FP)
	RET

alike:
	// The first way that is alike, as it is by now. It may still differ, or have expired.
	VMOVMSKPS Y3, CX
	VZEROUPPER
	BSFL      CX, CX
	LEAQ      order<>(SB), DX
	MOVBLZX   (DX)(CX*1), CX
	MOVQ      (DI)(CX*8), AX
	XORQ      AX, SI
	SHRQ      $20, SI
	JNE       doubtful
	MOVQ      ahead+16(FP), BX
	SUBQ      AX, BX
	ANDL      $0xfffff, BX
	CMPQ      BX, longest+24(FP)
	JAE       doubtful
	MOVB      $2, ret+32(FP)
	RET

doubtful:
	MOVB $0, ret+32(FP)
	RET
