#include "go_asm.h"
#include "textflag.h"

// The lengths of all texts are looked at together, a byte each. They are out of order by then: this is
// eight times the number of the text that each is of.
DATA order<>+0(SB)/8, $0x7060504030201000
DATA order<>+8(SB)/8, $0x00000000b0a09080
DATA order<>+16(SB)/8, $0x7868584838281808
DATA order<>+24(SB)/8, $0x00000000b8a89888
GLOBL order<>(SB), RODATA|NOPTR, $32

// What a block begins with that has a text at its end, from the place on that says how long the text is:
// nothing, then a one. Bytes with all bits are those of the text.
DATA before<>+0(SB)/8, $0
DATA before<>+8(SB)/8, $0x0100000000000000
DATA before<>+16(SB)/8, $-1
DATA before<>+24(SB)/8, $-1
GLOBL before<>(SB), RODATA|NOPTR, $32

// Moves the first bytes of a block to its end, from the place on that says how many.
DATA shift<>+0(SB)/8, $0x8080808080808080
DATA shift<>+8(SB)/8, $0x8080808080808080
DATA shift<>+16(SB)/8, $0x0706050403020100
DATA shift<>+24(SB)/8, $0x0f0e0d0c0b0a0908
GLOBL shift<>(SB), RODATA|NOPTR, $32

// The longest text that has room in a block, for each byte of the lengths.
DATA most<>+0(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA most<>+8(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA most<>+16(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA most<>+24(SB)/8, $0x0f0f0f0f0f0f0f0f
GLOBL most<>(SB), RODATA|NOPTR, $32

// EIGHT leaves the lengths of eight texts.
#define EIGHT(at, out, temp) \
	VMOVDQU     at+0(SI), out         \
	VPUNPCKHQDQ at+32(SI), out, out   \
	VMOVDQU     at+64(SI), temp       \
	VPUNPCKHQDQ at+96(SI), temp, temp \
	VSHUFPS     $0x88, temp, out, out

// FIRST takes the first of some texts.
#define FIRST(of) \
	TZCNTL  of, CX          \
	MOVBLZX (R9)(CX*1), CX  \
	MOVQ    0(SI)(CX*2), AX \
	MOVQ    8(SI)(CX*2), DX

// THREE are the first of the four rounds that a block goes through. The last one also adds
// something to the result.
#define THREE \
	VPXOR   Mixer_keys+0(R10)(CX*8), X0, X0  \
	VAESENC Mixer_keys+16(R10)(CX*8), X0, X0 \
	VAESENC Mixer_keys+32(R10)(CX*8), X0, X0 \
	VAESENC Mixer_keys+48(R10)(CX*8), X0, X0

// func mixTexts(m *Mixer, texts *[MixedTexts]string) (a, b uint64)
TEXT ·mixTexts(SB), NOSPLIT, $0-32
	MOVQ    m+0(FP), R10
	MOVQ    texts+8(FP), SI
	VMOVDQU Mixer_begin(R10), X7
	LEAQ    order<>(SB), R9

	// A bit for each text that is not empty, and for each that is too long for a block. Lengths may be
	// cut off at 255 for that.
	EIGHT(0, Y0, Y3)
	EIGHT(128, Y1, Y3)
	EIGHT(256, Y2, Y3)
	VPACKSSDW Y1, Y0, Y0
	VPACKSSDW Y2, Y2, Y2
	VPACKUSWB Y2, Y0, Y0
	VPSUBUSB  most<>(SB), Y0, Y2
	VPXOR     Y1, Y1, Y1
	VPCMPEQB  Y1, Y0, Y0
	VPCMPEQB  Y1, Y2, Y2
	VPMOVMSKB Y0, BX
	VPMOVMSKB Y2, DI
	ANDNL     Mixer_which(R10), BX, BX
	ANDNL     BX, DI, DI
	JNE       longs
	TESTL     BX, BX
	JEQ       done

shorts:
	LEAQ before<>(SB), R8

next:
	FIRST(BX)
	VMOVDQU 0(R8)(DX*1), X1

	// What is before a text is read with it, but not if that may be on another page.
	LEAQ      -1(AX)(DX*1), DI
	TESTW     $0xff0, DI
	JEQ       start
	VPBLENDVB X1, -15(DI), X1, X0

mix:
	THREE
	VAESENC X7, X0, X7
	BLSRL   BX, BX
	JNE     next

done:
	VMOVQ   X7, a+16(FP)
	VPEXTRQ $1, X7, b+24(FP)
	VZEROUPPER
	RET

start:
	VMOVDQU   0(AX), X0
	LEAQ      shift<>(SB), DI
	VPSHUFB   0(DI)(DX*1), X0, X0
	VPBLENDVB X1, X0, X1, X0
	JMP       mix

longs:
	XORL DI, BX

long:
	FIRST(DI)
	MOVQ  DX, R11 // no block with a short text begins with a two
	SHLQ  $8, R11
	ORQ   $2, R11
	VMOVQ R11, X0

more:
	THREE
	CMPQ    DX, $16
	JLS     rest
	VAESENC 0(AX), X0, X0
	ADDQ    $16, AX
	SUBQ    $16, DX
	JMP     more

rest:
	VAESENC -16(AX)(DX*1), X0, X0
	THREE
	VAESENC X7, X0, X7
	BLSRL   DI, DI
	JNE     long
	TESTL   BX, BX
	JNE     shorts
	JMP     done
