package detect

// weighted returns the sum of the digits, each times its weight.
func weighted(d []byte, weights ...int) (sum int) {
	for i, w := range weights {
		sum += int(d[i]) * w
	}
	return sum
}

// isDate says whether numbers may be a day of a calendar.
func isDate(month, day int) bool { return month >= 1 && month <= 12 && day >= 1 && day <= 31 }

func two(d []byte) int { return int(d[0])*10 + int(d[1]) }

// iso7064 is the check of ISO 7064 MOD 11,10 over all digits, the last of which is
// the check.
func iso7064(d []byte) bool {
	product := 10
	for _, v := range d[:len(d)-1] {
		sum := (int(v) + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return (11-product)%10 == int(d[len(d)-1])
}

// verhoeff is the check of J. Verhoeff, Error Detecting Decimal Codes, 1969: the
// dihedral group of order ten.
func verhoeff(d []byte) bool {
	check := 0
	for i := range d {
		check = dihedral(check, permuted(i%8, int(d[len(d)-1-i])))
	}
	return check == 0
}

// dihedral multiplies in the symmetries of the pentagon: 0 to 4 turn, 5 to 9 flip.
func dihedral(a, b int) int {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return 5 + (a+b-5)%5
	case b < 5:
		return 5 + (a-5-b+5)%5
	default:
		return (a - b + 5) % 5
	}
}

// permuted applies the permutation n times.
func permuted(n, v int) int {
	for range n {
		v = [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}[v]
	}
	return v
}
