package mcp

import (
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIDsThatPeopleAndCountersMake(t *testing.T) {
	for _, id := range []string{
		"", "1", "42", "default", "session-1", "user-12345-session-2", "1732251345123", "17322513451231732251345123",
		"customer-support-session-1", "session-2026-11-22", "2026-11-22T05:49:32.123456Z", "20261122T054932Z-host1",
		"user1-chat2-model4-run17-of-42", "CustomerSupportSession20261122", "MyCompanyCustomerSupportAgent",
		"gpt4o-mini-2024-07-18-user1", "us-east-1a-node3-pod7b-session", "agent7-run3-step9-try2-b4-c5",
		"alice.smith@example.com-2026", "conversation_of_the_day_20261122", "tenant42/user17/thread9/msg3",
		"claude-3-5-sonnet-20241022-v2", "telegram-123456789-987654321", "slack:T024BE7LD:C2147483705:1355517523.000005",
		"00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000042", "ffffffff-ffff-ffff-ffff-ffffffffffff",
		"checkout-prod-east-user-000000000012", "00000000000000000000000000000001", strings.Repeat("a", 1000),
		strings.Repeat("ü", 30), strings.Repeat("-", 36),
	} {
		assert.False(t, UniqueID(id), id)
	}
}

func TestIDsThatAreUnique(t *testing.T) {
	for _, id := range []string{
		"191c4850-af6c-49e0-8843-a3f6c80e5046",             // a UUID
		"mcp-session-191C4850-AF6C-49E0-8843-A3F6C80E5046", // mcp-go
		"6f1c2a54-0b7e-4d39-9a86-000000000001",             // made of a node and a time
		"191c4850af6c49e08843a3f6c80e5046",                 // the Python SDK
		"NHVXQ4JJ2TFKQ5LBM7ZP3GDWCY",                       // the Go SDK
		"01ARZ3NDEKTSV4RRFFQ69G5FAV",                       // a ULID
		"V1StGXR8_Z5jdHi6B-myT",                            // a Nano ID
		"507f1f77bcf86cd799439011",                         // an ObjectID
		"conv_689667905b048191b4740501625afd940c7533ace33a2dab",
		"thread_v7V4csrNOxtNmgcwGg496Smx",
	} {
		assert.True(t, UniqueID(id), id)
	}
}

// endsInUUIDByBytes says what endsInUUID says.
func endsInUUIDByBytes(id string) bool {
	id = id[max(0, len(id)-uuidSize):]
	if len(id) < uuidSize || id[8] != '-' || id[13] != '-' || id[18] != '-' || id[23] != '-' {
		return false
	}
	for _, b := range []byte(id[:8] + id[28:]) {
		if b&0x40 != 0 && b&0x18 != 0 { // letters from h on, and signs beside them
			return false
		}
	}
	return strings.Count(id[:8], id[:1]) < 8
}

func TestUUIDsAreWhatTheirBytesAre(t *testing.T) {
	for _, uuid := range []string{"x-191c4850-af6c-49e0-8843-a3f6c80e5046", "aaaaaaab-aaaa-aaaa-aaaa-aaaaaaaaaaaa"} {
		assert.True(t, endsInUUID(uuid))
		for i := range uuid {
			for b := range 256 {
				id := uuid[:i] + string([]byte{byte(b)}) + uuid[i+1:]
				assert.Equal(t, endsInUUIDByBytes(id), endsInUUID(id), "%d is %d", i, b)
			}
			assert.Equal(t, endsInUUIDByBytes(uuid[i:]), endsInUUID(uuid[i:]), i)
		}
	}
}

// TestMostOfWhatIsDrawnAtRandomIsUnique holds the share that happens to look like a name
// against what is documented.
func TestMostOfWhatIsDrawnAtRandomIsUnique(t *testing.T) {
	const draws = 20_000
	r := rand.New(rand.NewPCG(1, 2))
	drawn := func(from string, n int) string {
		text := make([]byte, n)
		for i := range text {
			text[i] = from[r.IntN(len(from))]
		}
		return string(text)
	}
	base62 := "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	for name, test := range map[string]struct {
		make  func() string
		least float64
	}{
		"UUIDs": {func() string {
			id := drawn("0123456789abcdef", 32)
			return fmt.Sprintf("%s-%s-%s-%s-%s", id[:8], id[8:12], id[12:16], id[16:20], id[20:])
		}, 1},
		"128 bits": {func() string {
			var id [16]byte
			for i := range id {
				id[i] = byte(r.Uint32())
			}
			return hex.EncodeToString(id[:])
		}, 0.999},
		"80 bits":                  {func() string { return drawn("0123456789abcdef", 20) }, 0.97},
		"26 characters of base32":  {func() string { return drawn("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 26) }, 0.92},
		"22 characters of base64":  {func() string { return drawn(base62+"-_", 22) }, 0.94},
		"27 characters of base62":  {func() string { return drawn(base62, 27) }, 0.98},
		"a prefix and 24 of them":  {func() string { return "thread_" + drawn(base62, 24) }, 0.97},
		"24 small ones and digits": {func() string { return drawn("0123456789abcdefghijklmnopqrstuvwxyz", 24) }, 0.97},
	} {
		unique := 0
		for range draws {
			if UniqueID(test.make()) {
				unique++
			}
		}
		share := float64(unique) / draws
		t.Logf("%s: %.4f", name, share)
		assert.GreaterOrEqual(t, share, test.least, name)
	}
}

func TestToAskWhetherAnIDIsUniqueAllocatesNothing(t *testing.T) {
	id := strings.Clone("conversation_of_the_day_20261122")
	assert.Zero(t, testing.AllocsPerRun(100, func() { UniqueID(id) }))
}

func FuzzUniqueID(f *testing.F) {
	f.Add("191c4850-af6c-49e0-8843-a3f6c80e5046", "x")
	f.Add("42", "")
	f.Fuzz(func(t *testing.T, id, before string) {
		unique := UniqueID(id)
		if unique && len(id) < 20 {
			t.Error("what is short is not unique")
		}
		if len(id) >= 36 && UniqueID(before+id) != unique {
			t.Error("only the end of an id counts")
		}
		if unique && strings.Trim(id, "0123456789.:/") == "" {
			t.Error("a number is not unique")
		}
	})
}

func BenchmarkUniqueID(b *testing.B) {
	for _, id := range []string{
		"42", "191c4850-af6c-49e0-8843-a3f6c80e5046", "191c4850af6c49e08843a3f6c80e5046", "NHVXQ4JJ2TFKQ5LBM7ZP3GDWCY",
		"conversation_of_the_day_20261122",
	} {
		b.Run(id, func(b *testing.B) {
			for b.Loop() {
				UniqueID(id)
			}
		})
	}
}
