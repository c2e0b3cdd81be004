#include "textflag.h"

// SET stores a bit for each of 64 bytes in Z3: its highest one. The next one becomes the highest.
#define SET(k) \
	VPMOVB2M Z3, K3          \
	KMOVQ    K3, (8*(k))(DI)   \
	VPADDB   Z3, Z3, Z3

// EIGHT stores eight sets, in which each of 64 bytes in Z0 is by a table of 128.
#define EIGHT(table, k) \
	VMOVDQA64  Z0, Z3                \
	VMOVDQU64  (128*(table))(DX), Z1   \
	VMOVDQU64  (128*(table)+64)(DX), Z2 \
	VPERMI2B.Z Z2, Z1, K2, Z3        \
	SET(k+0)                         \
	SET(k+1)                         \
	SET(k+2)                         \
	SET(k+3)                         \
	SET(k+4)                         \
	SET(k+5)                         \
	SET(k+6)                         \
	SET(k+7)

// func lookAtOnce(sets *[17]uint64, block *[64]byte, tables *[2][128]uint8)
TEXT ·lookAtOnce(SB), NOSPLIT, $0-24
	MOVQ      sets+0(FP), DI
	MOVQ      block+8(FP), SI
	MOVQ      tables+16(FP), DX
	VMOVDQU64 (SI), Z0
	VPMOVB2M  Z0, K1 // bytes beyond ASCII are in no table
	KNOTQ     K1, K2
	KMOVQ     K1, 128(DI)
	EIGHT(0, 0)
	EIGHT(1, 8)
	VZEROUPPER
	RET
