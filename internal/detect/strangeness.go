package detect

// letterCost tells words from random letters: for every pair of letters, how
// unlikely the second is after the first in English words and identifiers, in bits
// above the likeliest. The first row and column are the border of a word. It was
// counted over the comments of the Go standard library.
const letterCost = "" +
	"923233334366334426223334677" + // ^
	"483237648395132938221556658" + // a
	"224452569257146356324266947" + // b
	"227462662392346157342458869" + // c
	"036531567269446366436455759" + // d
	"136324457698342645123656378" + // e
	"237442266199245248334397749" + // f
	"046461654398453257335466977" + // g
	"117651678297446269353386958" + // h
	"544233439987330249432949694" + // i
	"216541477376744247615166777" + // j
	"036650547298454557625566858" + // k
	"226631667196286267634456927" + // l
	"214651777295536227735378969" + // m
	"236322417385565367621547978" + // n
	"344336448585321439133333689" + // o
	"226451664396247238132386869" + // p
	"074646667588526774445085664" + // q
	"126441558295444257433456849" + // r
	"046362663295456446532375749" + // s
	"126561673198457358234476647" + // t
	"432343448399231537222887697" + // u
	"225440566298546414535564786" + // v
	"115642663298433256235686787" + // w
	"135352575289646417641535358" + // x
	"056584887398533529624786865" + // y
	"126460777288566358666675453" // z

const letters = 27

// wordLimit is the mean cost above which letters are taken for random. English
// words lie around 2.2, random letters around 4.5.
const wordLimit = 3.3

// strangeness returns the mean cost of the letters in text, taken as words that
// are separated by anything else and by a change to upper case. It is 0 without
// letters.
func strangeness(text string) float64 {
	sum, n, last := 0, 0, byte(0)
	for i := range len(text) {
		b := text[i]
		next := byte(0)
		if isAlpha[b] {
			next = lower(b) - 'a' + 1
			if isUpper[b] && i > 0 && isLower[text[i-1]] {
				sum, n, last = sum+cost(last, 0), n+1, 0
			}
		}
		if last|next != 0 {
			sum, n = sum+cost(last, next), n+1
		}
		last = next
	}
	if last != 0 {
		sum, n = sum+cost(last, 0), n+1
	}
	if n == 0 {
		return 0
	}
	return float64(sum) / float64(n)
}

func cost(a, b byte) int { return int(letterCost[int(a)*letters+int(b)] - '0') }
