package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"time"
)

// childVariable makes this test binary the command that is wrapped, by one of the names
// below.
const childVariable = "MCPTAP_TEST_CHILD"

// children are commands. They get the arguments and return an exit status.
var children = map[string]func(args []string) int{
	"exit":     func(args []string) int { return number(args[0]) },
	"echo":     echo,
	"halves":   halves,
	"deaf":     deaf,
	"mute":     mute,
	"die":      die,
	"burst":    burst,
	"server":   func([]string) int { return serve(os.Stdin, os.Stdout) },
	"signals":  signals,
	"pid":      pid,
	"sleep":    func([]string) int { time.Sleep(time.Minute); return 0 },
	"endless":  endless,
	"complain": func([]string) int { fmt.Fprint(os.Stderr, "a complaint"); return 0 },
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return n
}

// echo says what it is told, in pieces of its own, and at the end on standard error
// what it was told in all.
func echo([]string) int {
	all := sha256.New()
	buffer := make([]byte, 100<<10)
	random := rand.New(rand.NewPCG(1, 2))
	for {
		n, err := os.Stdin.Read(buffer[:1+random.IntN(len(buffer))])
		_, _ = all.Write(buffer[:n])
		for piece := buffer[:n]; len(piece) > 0; {
			size := 1 + random.IntN(len(piece))
			if _, err := os.Stdout.Write(piece[:size]); err != nil {
				return 1
			}
			piece = piece[size:]
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%x", all.Sum(nil))
			return 0
		}
	}
}

// halves says something, ends what it says, and hears the rest.
func halves([]string) int {
	fmt.Print("said")
	_ = os.Stdout.Close()
	b, _ := io.ReadAll(os.Stdin)
	fmt.Fprintf(os.Stderr, "heard %d", len(b))
	return 7
}

// deaf hears nothing and says something nevertheless.
func deaf([]string) int {
	_ = os.Stdin.Close()
	time.Sleep(300 * time.Millisecond)
	fmt.Print("said")
	return 8
}

// mute hears the end and speaks only then.
func mute([]string) int {
	n, _ := io.Copy(io.Discard, os.Stdin)
	fmt.Printf("heard %d", n)
	return 0
}

// die hears so many bytes, says as many, and is no more, by signal or status.
func die(args []string) int {
	b := make([]byte, number(args[0]))
	n, _ := io.ReadFull(os.Stdin, b)
	_, _ = os.Stdout.Write(b[:n])
	if args[1] == "killed" {
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		time.Sleep(time.Minute)
	}
	return 3
}

// burst leaves a full pipe behind.
func burst(args []string) int {
	_, _ = os.Stdout.Write(bytes.Repeat([]byte("x"), number(args[0])))
	return 0
}

// endless speaks until nobody hears it.
func endless([]string) int {
	signal.Ignore(os.Signal(brokenPipe))
	for {
		if _, err := os.Stdout.Write(make([]byte, 1<<10)); err != nil {
			fmt.Fprint(os.Stderr, "nobody hears")
			return 9
		}
	}
}

// signals says which signal came.
func signals([]string) int {
	came := make(chan os.Signal, 1)
	signal.Notify(came)
	fmt.Println("ready")
	for s := range came {
		if s.String() != "urgent I/O condition" && s.String() != "continued" { // the runtime's own
			fmt.Println(s)
			return 40
		}
	}
	return 0
}

// pid says who it is, and goes on whatever happens to its pipes.
func pid([]string) int {
	fmt.Println(os.Getpid())
	time.Sleep(time.Minute)
	return 0
}

// serve is a small MCP server. The names of its tools say what they do.
func serve(in io.Reader, out io.Writer) int {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<28)
	say := func(format string, args ...any) { fmt.Fprintf(out, `{"jsonrpc":"2.0",`+format+"}\n", args...) }
	for lines.Scan() {
		var m struct {
			ID     json.RawMessage
			Method string
			Params struct {
				Name      string
				Arguments struct{ Size int }
			}
		}
		if json.Unmarshal(lines.Bytes(), &m) != nil || m.ID == nil {
			continue
		}
		switch name := m.Params.Name; {
		case m.Method == "initialize":
			say(`"id":%s,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"weather","version":"1"}}`, m.ID)
		case name == "die":
			return 4
		case name == "silent":
		case name == "fail":
			say(`"id":%s,"result":{"isError":true,"content":[{"type":"text","text":"no such city"}]}`, m.ID)
		case name == "log":
			say(`"method":"notifications/message","params":{"level":"warning","logger":"sky","data":"it rains"}`)
			say(`"id":%s,"result":{"content":[]}`, m.ID)
		case name == "nonsense":
			say(`"id":%s,"error":{"code":-32602,"message":"Unknown tool: nonsense"}`, m.ID)
		default:
			say(`"id":%s,"result":{"content":[{"type":"text","text":"%s"}]}`, m.ID, strings.Repeat("sun ", m.Params.Arguments.Size/4))
		}
	}
	return 0
}
