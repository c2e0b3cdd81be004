#include "go_asm.h"
#include "textflag.h"

// func warm(s *Session)
TEXT ·warm(SB), NOSPLIT, $0-8
	MOVQ s+0(FP), SI
	LEAQ Session__size(SI), DI

next:
	PREFETCHT0 (SI)
	ADDQ       $64, SI
	CMPQ       SI, DI
	JLO        next
	RET
