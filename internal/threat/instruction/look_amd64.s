#include "textflag.h"

// Each byte of eight the other way round.
DATA backwards<>+0(SB)/8, $0x0001020304050607
DATA backwards<>+8(SB)/8, $0x08090a0b0c0d0e0f
DATA backwards<>+16(SB)/8, $0x1011121314151617
DATA backwards<>+24(SB)/8, $0x18191a1b1c1d1e1f
DATA backwards<>+32(SB)/8, $0x2021222324252627
DATA backwards<>+40(SB)/8, $0x28292a2b2c2d2e2f
DATA backwards<>+48(SB)/8, $0x3031323334353637
DATA backwards<>+56(SB)/8, $0x38393a3b3c3d3e3f
GLOBL backwards<>(SB), RODATA|NOPTR, $64

// The first of each eight bytes, the second of each, and so on.
DATA columns<>+0(SB)/8, $0x3830282018100800
DATA columns<>+8(SB)/8, $0x3931292119110901
DATA columns<>+16(SB)/8, $0x3a322a221a120a02
DATA columns<>+24(SB)/8, $0x3b332b231b130b03
DATA columns<>+32(SB)/8, $0x3c342c241c140c04
DATA columns<>+40(SB)/8, $0x3d352d251d150d05
DATA columns<>+48(SB)/8, $0x3e362e261e160e06
DATA columns<>+56(SB)/8, $0x3f372f271f170f07
GLOBL columns<>(SB), RODATA|NOPTR, $64

// A bit in each byte, another in each of eight.
DATA diagonal<>+0(SB)/8, $0x8040201008040201
GLOBL diagonal<>(SB), RODATA|NOPTR, $8

// EIGHT stores eight sets. A table says for each byte in which it is; with the bits of each eight
// bytes turned into columns, a byte has those of one set, and the bytes of each set are put
// together.
#define EIGHT(k) \
	VMOVDQA64      Z0, Z3                \
	VMOVDQU64      (128*(k))(DX), Z1     \
	VMOVDQU64      (128*(k)+64)(DX), Z2  \
	VPERMI2B.Z     Z2, Z1, K2, Z3        \
	VGF2P8AFFINEQB $0, Z3, Z5, Z3        \
	VPERMB         Z3, Z4, Z3            \
	VMOVDQU64      Z3, (64*(k))(DI)

// func lookAtOnce(sets *[24]uint64, block *[64]byte, tables *[3][128]uint8)
TEXT ·lookAtOnce(SB), NOSPLIT, $0-24
	MOVQ         sets+0(FP), DI
	MOVQ         block+8(FP), SI
	MOVQ         tables+16(FP), DX
	VMOVDQU64    (SI), Z0
	VPMOVB2M     Z0, K1
	VMOVDQU64    backwards<>(SB), Z1
	VPERMB       Z0, Z1, Z0
	VPMOVB2M     Z0, K2
	KNOTQ        K2, K2 // bytes beyond ASCII are in no table
	VMOVDQU64    columns<>(SB), Z4
	VPBROADCASTQ diagonal<>(SB), Z5
	EIGHT(0)
	EIGHT(1)
	EIGHT(2)
	KMOVQ        K1, (8*23)(DI)
	VZEROUPPER
	RET
// func amongFast(maybe *[1024]uint64, masks *[64]uint64, block *[72]byte, begins, letters uint64) (set uint64)
TEXT ·amongFast(SB), NOSPLIT, $0-48
	MOVQ  maybe+0(FP), DI
	MOVQ  masks+8(FP), BX
	MOVQ  block+16(FP), SI
	MOVQ  begins+24(FP), R8
	MOVQ  letters+32(FP), R9
	NOTQ  R9
	MOVQ  $0x2020202020202020, R11 // makes capitals small
	MOVQ  $0x9e3779b97f4a7c15, R12 // as in hashHead
	XORL  AX, AX
	TESTQ R8, R8
	JEQ   done

word:
	TZCNTQ R8, CX // where it begins
	SHRXQ  CX, R9, DX
	TZCNTQ DX, DX // how long it is
	MOVQ   (SI)(CX*1), R10
	ORQ    R11, R10
	ANDQ   (BX)(DX*8), R10
	IMULQ  R12, R10

	// Of the hash, the highest 10 bits are a word of maybe, and each 6 behind them a bit of it.
	MOVQ   R10, DX
	SHRQ   $54, DX
	MOVQ   (DI)(DX*8), DX
	RORXQ  $48, R10, R13
	SHRXQ  R13, DX, R13
	RORXQ  $42, R10, R10
	SHRXQ  R10, DX, DX
	ANDQ   R13, DX
	ANDL   $1, DX
	SHLXQ  CX, DX, DX
	ORQ    DX, AX
	BLSRQ  R8, R8
	JNE    word

done:
	MOVQ AX, set+40(FP)
	RET
