#include "textflag.h"

// Where the parts of a gate are.
#define QUAD0  0
#define QUAD1  32
#define THIRD  64
#define SHORT0 80
#define SHORT1 96
#define FILTER 128
#define SHORTS 896
#define FIRST  1152
#define SECOND 1280
#define BEYOND 1408

// Bit i&7, for i from 0 to 63, and bit i>>3.
DATA low<>+0(SB)/8, $0x8040201008040201
DATA low<>+8(SB)/8, $0x8040201008040201
DATA low<>+16(SB)/8, $0x8040201008040201
DATA low<>+24(SB)/8, $0x8040201008040201
DATA low<>+32(SB)/8, $0x8040201008040201
DATA low<>+40(SB)/8, $0x8040201008040201
DATA low<>+48(SB)/8, $0x8040201008040201
DATA low<>+56(SB)/8, $0x8040201008040201
GLOBL low<>(SB), RODATA|NOPTR, $64

DATA high<>+0(SB)/8, $0x0101010101010101
DATA high<>+8(SB)/8, $0x0202020202020202
DATA high<>+16(SB)/8, $0x0404040404040404
DATA high<>+24(SB)/8, $0x0808080808080808
DATA high<>+32(SB)/8, $0x1010101010101010
DATA high<>+40(SB)/8, $0x2020202020202020
DATA high<>+48(SB)/8, $0x4040404040404040
DATA high<>+56(SB)/8, $0x8080808080808080
GLOBL high<>(SB), RODATA|NOPTR, $64

// TWO leaves a hash of two bytes.
#define TWO(at, x, y, out, temp) \
	VGF2P8AFFINEQB.BCST $0, at+0(DI), x, out  \
	VGF2P8AFFINEQB.BCST $0, at+8(DI), y, temp \
	VPXORQ              temp, out, out

// FOUR leaves a hash of the bytes in Z8 to Z11.
#define FOUR(at, out) \
	TWO(at, Z8, Z9, out, Z13)                   \
	VGF2P8AFFINEQB.BCST $0, at+16(DI), Z10, Z13 \
	VGF2P8AFFINEQB.BCST $0, at+24(DI), Z11, Z14 \
	VPTERNLOGQ          $0x96, Z13, Z14, out

// LOOK128 leaves what a table has for the lower seven bits.
#define LOOK128(at, index, out) \
	VMOVDQA64 index, out             \
	VMOVDQU64 at+0(DI), Z15          \
	VPERMI2B  at+64(DI), Z15, out

// LOOK256 leaves what a table has for eight bits.
#define LOOK256(at, index, out) \
	LOOK128(at, index, out)         \
	LOOK128(at+128, index, Z14)     \
	VPMOVB2M  index, K7             \
	VPBLENDMB Z14, out, K7, out

// func passGate(by *gate, text *byte) (pairs, quads uint64)
TEXT ·passGate(SB), NOSPLIT, $0-32
	MOVQ      by+0(FP), DI
	MOVQ      text+8(FP), SI
	VMOVDQU64 0(SI), Z0
	VMOVDQU64 1(SI), Z1
	VMOVDQU64 2(SI), Z2
	VMOVDQU64 3(SI), Z3
	VMOVDQU64 low<>(SB), Z30

	// Four bytes in one case: their two hashes, one of these, and three filters.
	MOVL         $0x20202020, AX
	VPBROADCASTD AX, Z31
	VPORQ        Z31, Z0, Z8
	VPORQ        Z31, Z1, Z9
	VPORQ        Z31, Z2, Z10
	VPORQ        Z31, Z3, Z11
	FOUR(QUAD0, Z16)
	FOUR(QUAD1, Z17)
	TWO(THIRD, Z16, Z17, Z18, Z13)
	LOOK256(FILTER, Z16, Z19)
	LOOK256(FILTER+256, Z17, Z20)
	LOOK256(FILTER+512, Z18, Z21)
	VPERMB    Z30, Z17, Z22
	VPERMB    Z30, Z16, Z23
	VPERMB    high<>(SB), Z17, Z24
	VPTESTMB  Z19, Z22, K1
	VPTESTMB  Z20, Z23, K1, K1
	VPTESTMB  Z21, Z24, K1, K1
	KMOVQ     K1, BX

	// The classes of pairs. What is beyond ASCII is in no table.
	LOOK128(FIRST, Z0, Z4)
	LOOK128(SECOND, Z1, Z5)
	VPBROADCASTB BEYOND(DI), Z6
	VPMOVB2M     Z0, K2
	VPBLENDMB    Z6, Z4, K2, Z4
	VPBROADCASTB BEYOND+1(DI), Z6
	VPMOVB2M     Z1, K3
	VPBLENDMB    Z6, Z5, K3, Z5
	VPANDQ       Z4, Z5, Z4

	// A number, an '@' or a colon; a country before a digit; a short literal that the filters know.
	MOVL         $0x07, AX
	VPBROADCASTB AX, Z6
	VPTESTMB     Z6, Z4, K2
	MOVL         $0x30, AX // '0'
	VPBROADCASTB AX, Z6
	VPSUBB       Z6, Z2, Z7
	MOVL         $0x09, AX
	VPBROADCASTB AX, Z6
	VPCMPUB      $2, Z6, Z7, K3
	MOVL         $0x08, AX // classCountry
	VPBROADCASTB AX, Z6
	VPTESTMB     Z6, Z4, K3, K3
	TWO(SHORT0, Z0, Z1, Z16, Z13)
	TWO(SHORT1, Z0, Z1, Z17, Z13)
	LOOK128(SHORTS, Z16, Z19)
	LOOK128(SHORTS+128, Z17, Z20)
	VPERMB       Z30, Z17, Z22
	VPERMB       Z30, Z16, Z23
	MOVL         $0x10, AX // classShort
	VPBROADCASTB AX, Z6
	VPTESTMB     Z6, Z4, K4
	VPTESTMB     Z19, Z22, K4, K4
	VPTESTMB     Z20, Z23, K4, K4
	KORQ         K3, K2, K2
	KORQ         K4, K2, K2
	KMOVQ        K2, AX

	MOVQ AX, pairs+16(FP)
	MOVQ BX, quads+24(FP)
	VZEROUPPER
	RET
