package overlap

import (
	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/reports/chart"
)

// headerLine is a line of the header, with the distance of its middle from the top of the chart.
type headerLine struct {
	style chart.TextStyle
	line  string
	at    vg.Length
}

// headerLines lays out the title, the subtitle, and who waits for whom in a deadlock. A part that is too wide is first
// shrunk and then broken into lines.
func headerLines(c *Chart, palette *chart.Palette, room vg.Length) (lines []headerLine, height vg.Length) {
	const dot = chart.Dot
	at := 52 * dot
	for _, part := range []struct {
		style           chart.TextStyle
		smallest        vg.Length // size of the font
		line, separator string
		spacing, after  vg.Length // to the next line of the part, to the next part
	}{
		{chart.Bold(13, palette.Text), 10, c.title, " ", 40 * dot, 40 * dot},
		{chart.Sans(8.5, palette.TextSoft), 7.5, c.subtitle, " · ", 28 * dot, 34 * dot},
		{chart.Sans(8, palette.Deadlock), 7, c.deadlock, "; ", 28 * dot, 34 * dot},
	} {
		if part.line == "" {
			continue
		}
		style := part.style.Fitted(part.line, room, part.smallest)
		for i, line := range style.Wrapped(part.line, part.separator, room) {
			if i > 0 {
				at += part.spacing
			}
			lines = append(lines, headerLine{style, line, at})
		}
		at += part.after
	}
	return lines, at - 4*dot
}
