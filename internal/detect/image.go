package detect

// images begin the base64 of PNG, JPEG, GIF, WebP, PDF, gzip, ZIP, Ogg, MP3, WebM, ICO, WOFF and MP4 data. What follows is
// passed over: it is long, nothing can be read in it, and by chance it contains the
// beginnings of credentials.
var images = []string{"iVBORw0KGgo", "/9j/4", "R0lGODlh", "R0lGODdh", "UklGR", "JVBERi0", "H4sIA", "UEsDB", "T2dnUw", "SUQzA", "SUQzB", "GkXfo", "AAABAA", "d09GR", "AAAAIGZ0eX", "AAAAHGZ0eX", "AAAAGGZ0eX"}

var inImage = isBase64.or(chars("="))
