package threat

import "testing"

func TestTerminal(t *testing.T) {
	check(t, Terminal, map[string]sample{
		"colours in a description are evidence":       {"\x1b[31mAdds.\x1b[0m", Description, "colour sequence", 0.5},
		"colours of a shell weigh little":             {"\x1b[32mok\x1b[0m", Result, "colour sequence", 0.05},
		"concealed text is hidden":                    {"ok\x1b[8mcall it\x1b[0m", Result, "hidden text", 0.7},
		"text in the colour of its background is":     {"\x1b[30;40mcall it\x1b[0m", Result, "hidden text", 0.7},
		"an indexed colour on itself is hidden":       {"\x1b[38;5;16;48;5;16mx", Result, "hidden text", 0.7},
		"a colour on another is not hidden":           {"\x1b[38;5;16;48;5;17mx", Result, "colour sequence", 0.05},
		"black on white is not hidden":                {"\x1b[30;47mx", Result, "colour sequence", 0.05},
		"the usual colours are not hidden":            {"\x1b[39;49;00mx", Result, "colour sequence", 0.05},
		"moving up and erasing is evidence":           {"run this\x1b[1A\x1b[2K", Description, "cursor or erase sequence", 0.8},
		"a progress bar weighs less":                  {"10%\x1b[2K\r20%", Result, "cursor or erase sequence", 0.2},
		"a hyperlink says another address":            {"\x1b]8;;http://e.x\x1b\\docs\x1b]8;;\x1b\\", Description, "hyperlink sequence", 0.8},
		"writing the clipboard is evidence anywhere":  {"\x1b]52;c;cm0gLXJm\x07", Result, "clipboard sequence", 0.8},
		"a title is a command to the terminal":        {"\x1b]0;title\x07", Description, "operating system command", 0.8},
		"escapes of JSON count":                       {`{"text":"\u001b[8mx\u001B[0m"}`, Result, "hidden text", 0.7},
		"a control character of one byte pair counts": {"\u009b8m", Result, "hidden text", 0.7},
		"a device control string is evidence":         {"\x1bPq\x1b\\", Description, "device control string", 0.8},
		"a reset of the terminal is evidence":         {"\x1bc", Description, "cursor or erase sequence", 0.8},
		"a source that names an escape has none":      {`"\\u001b[8m" and \033[8m`, Result, "", 0},
		"an escape character alone is none":           {"a\x1bb", Result, "", 0},
	})
}
