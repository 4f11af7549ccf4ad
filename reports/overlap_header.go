package reports

import "gonum.org/v1/plot/vg"

// overlapHeaderLine is a line of the header, with the distance of its middle from the top of the chart.
type overlapHeaderLine struct {
	text chartText
	line string
	at   vg.Length
}

// overlapHeaders lays out the finding, which run of what the chart shows, and who waits for whom in a
// deadlock. A part that is too wide is first shrunk, then broken into lines.
func overlapHeaders(o *Overlap, colours *palette, room vg.Length) (lines []overlapHeaderLine, height vg.Length) {
	at := 52 * chartDot
	for _, part := range []struct {
		text            chartText
		smallest        vg.Length
		line, separator string
		spacing, after  vg.Length // to the next line of the part, to the next part
	}{
		{newChartBoldText(13, colours.text), 10, o.title, " ", 40 * chartDot, 40 * chartDot},
		{newChartText(chartSans, 8.5, colours.textSoft), 7.5, o.subtitle, " · ", 28 * chartDot, 34 * chartDot},
		{newChartText(chartSans, 8, colours.deadlock), 7, o.deadlock, "; ", 28 * chartDot, 34 * chartDot},
	} {
		if part.line == "" {
			continue
		}
		text := part.text.fitted(part.line, room, part.smallest)
		for i, line := range text.wrapped(part.line, part.separator, room) {
			if i > 0 {
				at += part.spacing
			}
			lines = append(lines, overlapHeaderLine{text, line, at})
		}
		at += part.after
	}
	return lines, at - 4*chartDot
}
