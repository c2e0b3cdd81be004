package detect

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// cleanText is what telemetry of tool calls consists of, without anything to find.
func cleanText(size int, kinds ...int) string {
	r := rand.New(rand.NewPCG(1, 2))
	hex := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "0123456789abcdef"[r.IntN(16)]
		}
		return string(b)
	}
	image := func() string {
		b := make([]byte, 900)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return base64.StdEncoding.EncodeToString(b)
	}
	var b strings.Builder
	for b.Len() < size {
		switch kinds[r.IntN(len(kinds))] {
		case 0:
			fmt.Fprintf(&b, `{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"read_text_file","arguments":{"path":"/var/lib/data/%s/report.csv","head":%d}}}`, r.IntN(9999), hex(24), r.IntN(500))
		case 1:
			b.WriteString("The build finished without errors. It took about four minutes to compile all packages, run the unit tests and upload the artefacts to the registry; two warnings remain in the parser. ")
		case 2:
			fmt.Fprintf(&b, `{"session_id":"%s-%s-4%s-a%s-%s","status":"done","created_at":"2025-03-04T11:22:33.120Z","items":[1,2,3],"enabled":true}`, hex(8), hex(4), hex(3), hex(3), hex(12))
		case 3:
			fmt.Fprintf(&b, "commit %s\nAuthor: dependabot[bot]\nDate:   Tue Mar 4 11:22:33 2025 +0000\n\n    Bump lodash from 4.17.20 to 4.17.21\n", hex(40))
		case 4:
			fmt.Fprintf(&b, `{"content":[{"type":"image","mimeType":"image/png","data":"iVBORw0KGgo%s"}]}`, image())
		case 5:
			fmt.Fprintf(&b, "2025-03-04T11:22:33.120Z INFO [worker] request done path=/api/v2/orders/%d status=200 duration_ms=%d bytes=%d trace_id=%s\n", r.IntN(99999), r.IntN(900), r.IntN(99999), hex(32))
		case 7:
			fmt.Fprintf(&b, "func (s *Server) handle%d(w http.ResponseWriter, r *http.Request) error {\n\tif err := s.store.Put(r.Context(), r.URL.Path, r.Body); err != nil {\n\t\treturn fmt.Errorf(\"storing %%s: %%w\", r.URL.Path, err)\n\t}\n\treturn nil\n}\n", r.IntN(99))
		case 8:
			fmt.Fprintf(&b, "Traceback (most recent call last):\n  File \"/srv/app/worker.py\", line %d, in run\n    return self.call(name, **arguments)\n\tat com.example.tools.Runner.invoke(Runner.java:%d)\ngoroutine %d [running]:\nmain.(*T).run(0xc%s, 0x%x)\n", r.IntN(900), r.IntN(900), r.IntN(99), hex(9), r.IntN(99))
		case 9:
			b.WriteString(hex(2000))
			b.WriteString("\n")
		case 10:
			fmt.Fprintf(&b, "[%d.%03d, -%d, %de-%d, 0.%06d, %d]", r.IntN(999), r.IntN(999), r.IntN(9999), r.IntN(9), r.IntN(9), r.IntN(999999), r.IntN(99999))
		case 11:
			b.WriteString("構築はエラーなしで完了しました。すべてのパッケージをコンパイルし、テストを実行するのに約四分かかりました。警告は二つ残っています。Größe und Höhe überprüft; проверка завершена без ошибок. ")
		case 12:
			fmt.Fprintf(&b, "<tr class=\"row\"><td><a href=\"/items/%d\">Item %d</a></td><td align=\"right\">%d.%02d</td></tr>\n", r.IntN(9999), r.IntN(9999), r.IntN(99), r.IntN(99))
		case 13:
			b.WriteString(strings.Repeat(`{"a":[{"b":`, 20) + "1" + strings.Repeat("}]}", 20))
		case 14:
			fmt.Fprintf(&b, "%d,widget,%d.%02d,2025-03-%02d,true,warehouse %d\n", r.IntN(9999), r.IntN(99), r.IntN(99), 1+r.IntN(27), r.IntN(20))
		case 15:
			b.WriteString("UEsDB" + strings.TrimRight(image(), "="))
			b.WriteString("\n")
		case 16:
			fmt.Fprintf(&b, `{\"path\":\"/var/lib/%s\",\"lines\":[\"first line\\n\",\"second\\tline\\n\"],\"count\":%d}`, hex(6), r.IntN(99))
		case 6:
			b.WriteString(`{"name":"search_orders","description":"Returns the orders of a customer, newest first.","inputSchema":{"type":"object","properties":{"query":{"type":"string"},"limit":{"type":"integer","default":20}},"required":["query"]}}`)
		}
	}
	return b.String()
}

func BenchmarkClean(b *testing.B) {
	benchmarks := []struct {
		name  string
		kinds []int
	}{
		{"mixed", allKinds},
		{"call", []int{0}},
		{"prose", []int{1}},
		{"ids", []int{2}},
		{"commit", []int{3}},
		{"image", []int{4}},
		{"log", []int{5}},
		{"schema", []int{6}},
		{"code", []int{7}},
		{"stack", []int{8}},
		{"hex", []int{9}},
		{"numbers", []int{10}},
		{"languages", []int{11}},
		{"html", []int{12}},
		{"nested", []int{13}},
		{"table", []int{14}},
		{"archive", []int{15}},
		{"escapes", []int{16}},
	}
	for _, bm := range benchmarks {
		b.Run(bm.name, func(b *testing.B) {
			text, set := cleanText(1<<18, bm.kinds...), Builtin()
			if found := set.Find(nil, text); len(found) > 0 {
				b.Fatalf("%d findings in clean text, the first by %s", len(found), found[0].Rule.ID)
			}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				set.Find(nil, text)
			}
		})
	}
}

var allKinds = []int{0, 1, 2, 3, 4, 5, 6}

// dirtyText has something to find in every twentieth part.
func dirtyText(size int) string {
	clean := cleanText(size, allKinds...)
	var b strings.Builder
	for i := 0; len(clean) > 0; i++ {
		n := min(1000, len(clean))
		b.WriteString(clean[:n])
		clean = clean[n:]
		fmt.Fprintf(&b, ` {"api_key":"%s","email":"user%d@example.org"} `, "sk-proj-"+mixed(80), i)
	}
	return b.String()
}

func BenchmarkDirty(b *testing.B) {
	text, set := dirtyText(1<<20), Builtin()
	var found []Finding
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		found = set.Find(found[:0], text)
	}
	b.ReportMetric(float64(len(found)), "findings")
}

func TestCleanTextCostsNoMemory(t *testing.T) {
	text, set := cleanText(1<<16, allKinds...), Builtin()
	if n := testing.AllocsPerRun(10, func() { set.Find(nil, text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := Compile(Specs()); err != nil {
			b.Fatal(err)
		}
	}
}
