package wording

import "fmt"

// quotedRunes is how many characters of a value a message repeats.
const quotedRunes = 60

// Quoted returns a value in quotes. A long one is shortened.
func Quoted(text string) string {
	if runes := []rune(text); len(runes) > quotedRunes {
		text = string(runes[:quotedRunes]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// Shortened is Quoted without the quotes.
func Shortened(text string) string {
	text = Quoted(text)
	return text[1 : len(text)-1]
}
