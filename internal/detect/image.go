package detect

// images begin the base64 of PNG, JPEG, GIF, WebP, PDF and gzip data. What follows is
// passed over: it is long, nothing can be read in it, and by chance it contains the
// beginnings of credentials.
var images = []string{"iVBORw0KGgo", "/9j/4", "R0lGODlh", "R0lGODdh", "UklGR", "JVBERi0", "H4sIA"}

var inImage = isBase64.or(chars("="))
