#include "go_asm.h"
#include "textflag.h"

// SPREAD fills a register with a byte.
#define SPREAD(byte, reg) \
	MOVL         $byte, AX \
	VPBROADCASTB AX, reg

// OF leaves which of 64 bytes are of a kind.
#define OF(kind, set) \
	VPTESTMB kind, Z8, K2 \
	KMOVQ    K2, set

// ARE leaves which of 64 bytes are the same as one.
#define ARE(byte, set) \
	VPCMPEQB byte, Z0, K2 \
	KMOVQ    K2, set

// func sortOut(p *page, count int, kinds *[128]byte)
TEXT ·sortOut(SB), NOSPLIT, $0-24
	MOVQ      p+0(FP), BX
	MOVQ      count+8(FP), CX
	MOVQ      kinds+16(FP), DX
	LEAQ      page_text(BX), SI
	LEAQ      page_blocks(BX), DI
	LEAQ      page_small(BX), BX
	XORL      R13, R13
	VMOVDQU64 (DX), Z1
	VMOVDQU64 64(DX), Z2
	SPREAD(const_kindLetter, Z3)
	SPREAD(const_kindOther, Z4)
	SPREAD(const_kindApart, Z5)
	SPREAD(const_kindSpecial, Z6)
	SPREAD(const_kindCapital, Z7)
	SPREAD(const_kindQuote, Z9)
	SPREAD(const_kindEscape, Z10)
	SPREAD(0x27, Z11) // an apostrophe
	SPREAD(0x5c, Z12) // a backslash
	SPREAD(0x75, Z13) // u
	SPREAD(0x3a, Z14) // a colon
	SPREAD(0x20, Z15)
	TESTQ     CX, CX
	JEQ       done

next:
	VMOVDQU64  (SI), Z0
	VPMOVB2M   Z0, K1 // beyond ASCII
	KNOTQ      K1, K2
	VMOVDQA64  Z0, Z8
	VPERMI2B.Z Z2, Z1, K2, Z8 // the kinds of each byte
	OF(Z3, R8)
	OF(Z4, R9)
	OF(Z5, R10)
	OF(Z6, R11)
	KMOVQ      K1, AX
	ORQ        AX, R11
	OF(Z9, R12)

	// An apostrophe between letters is not special.
	ARE(Z11, AX)
	LEAQ  (R8)(R8*1), DX
	ANDQ  DX, AX
	MOVQ  R8, DX
	SHRQ  $1, DX
	ANDQ  DX, AX
	ANDNQ R11, AX, R11

	// Behind backslashes, some letters stand for what ends a word, and u is special.
	ARE(Z12, AX)
	LEAQ  (R13)(AX*2), DX
	MOVQ  AX, R13
	SHRQ  $63, R13
	ANDNQ DX, AX, DX
	ARE(Z13, AX)
	ANDQ  DX, AX
	ORQ   AX, R11
	OF(Z10, AX)
	ANDQ  AX, DX
	ANDNQ R8, DX, R8
	ORQ   DX, R9
	ORQ   DX, R10

	MOVQ R8, block_letters(DI)
	MOVQ R9, block_others(DI)
	MOVQ R10, block_apart(DI)
	MOVQ R11, block_special(DI)
	MOVQ R12, block_quotes(DI)

	// Quotes that a colon follows, maybe behind a space. But for the first one, what is between
	// them and the ones before is all bits from these to those: a difference.
	VPCMPEQB 1(SI), Z14, K3
	VPCMPEQB 1(SI), Z15, K4
	VPCMPEQB 2(SI), Z14, K5
	KANDQ    K4, K5, K5
	KORQ     K3, K5, K5
	KMOVQ    K5, AX
	ANDQ     R12, AX
	MOVQ     AX, block_keys(DI)
	PEXTQ    R12, AX, DX
	SHRQ     $1, DX
	PDEPQ    R12, DX, DX
	BLSIQ    R12, R12
	ANDNQ    AX, R12, AX
	ADDQ     DX, DX
	SUBQ     DX, AX
	MOVQ     AX, block_inKeys(DI)

	VPANDQ    Z7, Z8, Z8 // what makes a capital small
	VPORQ     Z8, Z0, Z0
	VMOVDQU64 Z0, (BX)
	ADDQ      $64, SI
	ADDQ      $64, BX
	ADDQ      $block__size, DI
	DECQ      CX
	JNE       next

done:
	VZEROUPPER
	RET

// BEGIN notes before which letters something is, of which there may be some in R12 and was
// some behind the last letter if carry is -1. AX has the letters, BX is what is none, R10 how
// many were before. To add is to carry each of the bits to the next letter.
#define BEGIN(some, carry, set) \
	ADDQ  carry, carry     \
	ADCQ  BX, some         \
	SBBQ  carry, carry     \
	PEXTQ AX, some, some   \
	SHLXQ R10, some, R12   \
	ORQ   R12, set(R9)     \
	SHRQ  $1, some         \
	NOTQ  R10              \
	SHRXQ R10, some, some  \
	NOTQ  R10              \
	MOVQ  some, set+8(R9)

// func pressAll(p *page, count int) (n int)
TEXT ·pressAll(SB), NOSPLIT, $0-24
	MOVQ p+0(FP), R8
	MOVQ count+8(FP), CX
	LEAQ page_small(R8), SI
	LEAQ page_blocks(R8), DI
	XORL R10, R10
	MOVQ $-1, R11 // the first letter begins a word
	XORL R13, R13
	MOVQ R10, page_begins(R8)
	MOVQ R10, page_aparts(R8)
	TESTQ CX, CX
	JEQ  done

next:
	MOVQ          block_letters(DI), AX
	VMOVDQU64     (SI), Z0
	KMOVQ         AX, K1
	VPCOMPRESSB.Z Z0, K1, Z0
	VMOVDQU64     Z0, page_buf(R8)(R10*1)
	MOVQ          AX, BX
	NOTQ          BX
	MOVQ          R10, R9
	SHRQ          $6, R9
	LEAQ          (R8)(R9*8), R9
	MOVQ          block_others(DI), DX
	BEGIN(DX, R11, page_begins)
	MOVQ          block_apart(DI), DX
	ANDQ          block_others(DI), DX
	BEGIN(DX, R13, page_aparts)
	POPCNTQ       AX, AX
	ADDQ          AX, R10
	ADDQ          $64, SI
	ADDQ          $block__size, DI
	DECQ          CX
	JNE           next

	// Which of the letters are digits.
	SPREAD(0x30, Z1)
	SPREAD(10, Z2)
	LEAQ 63(R10), CX
	SHRQ $6, CX
	JEQ  done
	MOVQ R8, R9

digits:
	VMOVDQU64 page_buf(R8), Z0
	VPSUBB    Z1, Z0, Z0
	VPCMPUB   $1, Z2, Z0, K1 // less
	KMOVQ     K1, page_digits(R9)
	ADDQ      $64, R8
	ADDQ      $8, R9
	DECQ      CX
	JNE       digits

done:
	MOVQ R10, n+16(FP)
	VZEROUPPER
	RET
