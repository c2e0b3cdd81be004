#include "go_asm.h"
#include "textflag.h"

// RecentBack and, below the ages, which begin at bit 12, the ways in the order in which the halves of
// all are collected. Above each is 7 less the way: of two that are equally old the first one is
// replaced.
DATA ways<>+0(SB)/4, $0x00258038  // 0
DATA ways<>+4(SB)/4, $0x00258031  // 1
DATA ways<>+8(SB)/4, $0x0025801c  // 4
DATA ways<>+12(SB)/4, $0x00258015 // 5
DATA ways<>+16(SB)/4, $0x0025802a // 2
DATA ways<>+20(SB)/4, $0x00258023 // 3
DATA ways<>+24(SB)/4, $0x0025800e // 6
DATA ways<>+28(SB)/4, $0x00258007 // 7
GLOBL ways<>(SB), RODATA|NOPTR, $32

// The same as bytes.
DATA order<>+0(SB)/8, $0x0706030205040100
GLOBL order<>(SB), RODATA|NOPTR, $8

// func show(r *Recent, hash uint64, now uint32) (before bool, room [12]uint64)
TEXT ·show(SB), NOSPLIT, $0-128
	MOVQ r+0(FP), DI
	MOVQ hash+8(FP), SI
	MOVL now+16(FP), BX
	MOVL Recent_Expiry(DI), R9
	CMPL R9, ·atOnceBelow(SB)
	JAE  oneByOne

	// The line, and what is noted of the hash.
	MOVL         SI, AX
	ANDL         $(const_recentLines-1), AX
	SHLL         $6, AX
	ADDQ         AX, DI
	VPBROADCASTQ hash+8(FP), Y4
	VPSHUFD      $0xf5, Y4, Y4 // its upper half, eight times
	VBROADCASTSS now+16(FP), Y5
	ANDL         $const_stampMask, BX
	ANDQ         $~(const_stampMask|const_isShown), SI
	LEAQ         const_isShown(SI)(BX*1), SI
	LEAQ         room+32(FP), DX
	ORQ          $31, DX // a byte before where a block of 32 begins

look:
	VMOVDQU  0(DI), Y0
	VMOVDQU  32(DI), Y1
	VSHUFPS  $0xdd, Y1, Y0, Y3 // the upper halves
	VPCMPEQD Y4, Y3, Y3
	VPTEST   Y3, Y3
	JNZ      alike

	// The ages of all ways, and the ways below them. What is empty is older than all.
	VSHUFPS  $0x88, Y1, Y0, Y2   // the lower halves: 0 is nothing
	VPSUBD   Y2, Y5, Y6
	VPSLLD   $12, Y6, Y6
	VPADDD   ways<>(SB), Y6, Y6
	VPCMPEQD Y3, Y2, Y2          // Y3 is 0
	VPSLLD   $6, Y2, Y2
	VPOR     Y2, Y6, Y6

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
	VMOVDQA  Y0, 1(DX)
	VMOVDQA  Y1, 33(DX)
	MOVQ     1(DX)(CX*8), AX
	LOCK
	CMPXCHGQ SI, (DI)(CX*8)
	JNE      look
	VZEROUPPER
	MOVB     $0, before+24(FP)
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
	SHRQ      $const_stampBits, SI
	JNE       oneByOne
	ADDL      $const_RecentBack, BX
	ADDL      $const_RecentBack, R9
	SUBL      AX, BX
	ANDL      $const_stampMask, BX
	CMPL      BX, R9
	JAE       oneByOne
	MOVB      $1, before+24(FP)
	RET

oneByOne:
	JMP ·showOneByOne(SB)
