package reports

import "image/color"

// Theme is a set of colours for charts.
type Theme uint8

// The themes.
const (
	ThemeLight Theme = iota // dark on white, for paper and documents
	ThemeDark               // light on near black, for slides
)

// palette holds the colours of a chart, one for each meaning. They derive from the colour-blind-safe set
// of Okabe and Ito, shifted so that the two main endings differ in luminance as well; every difference is
// also told by a shape, so that a grey print reads the same.
type palette struct {
	background, text, textSoft color.Color
	zebra, grid, axis          color.Color
	band, bandEdge             color.Color // the merged outage, through all panels

	outage, outageFill color.Color // no primary takes writes; under the line of shards at once
	hatch              color.Color // on the outage as vtgate saw it
	buffering          color.Color // line of shards that buffer at once

	newPrimary color.Color // endings of bufferings
	timeout    color.Color
	timeoutCap color.Color
	resharding color.Color
	unended    color.Color
	unendedInk color.Color // hatching on unended

	dropped, droppedReplica color.Color
	halo                    color.Color // around marks that lie on bars
	deadlock                color.Color
}

var lightPalette = palette{
	background: paletteRGB(0xffffff), text: paletteRGB(0x1a1a1a), textSoft: paletteRGB(0x5f5f5f),
	zebra: paletteRGB(0xf6f6f6), grid: paletteRGB(0xe3e3e3), axis: paletteRGB(0x4a4a4a),
	band: color.NRGBA{A: 0x0e}, bandEdge: paletteRGB(0x6a6a6a),
	outage: paletteRGB(0x3b3b3b), outageFill: paletteRGB(0xcfcfcf), hatch: paletteRGB(0xffffff), buffering: paletteRGB(0x0072b2),
	newPrimary: paletteRGB(0x8ecaf0), timeout: paletteRGB(0xe08a00), timeoutCap: paletteRGB(0xd55e00),
	resharding: paletteRGB(0x009e73),
	unended:    paletteRGB(0xb57fab), unendedInk: paletteRGB(0x7d3f73),
	dropped: paletteRGB(0xb3005e), droppedReplica: paletteRGB(0xcc79a7), halo: paletteRGB(0xffffff),
	deadlock: paletteRGB(0xc8102e),
}

var darkPalette = palette{
	background: paletteRGB(0x14171c), text: paletteRGB(0xe8e8e8), textSoft: paletteRGB(0xa3a9b2),
	zebra: paletteRGB(0x1a1e24), grid: paletteRGB(0x2c3138), axis: paletteRGB(0x9aa1ab),
	band: color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0x12}, bandEdge: paletteRGB(0x8a919b),
	outage: paletteRGB(0xd0d4da), outageFill: paletteRGB(0x454b54), hatch: paletteRGB(0x14171c), buffering: paletteRGB(0x56b4e9),
	newPrimary: paletteRGB(0x2f86bd), timeout: paletteRGB(0xe69f00), timeoutCap: paletteRGB(0xff6a1f),
	resharding: paletteRGB(0x2cc296),
	unended:    paletteRGB(0x56405a), unendedInk: paletteRGB(0xcf9bd0),
	dropped: paletteRGB(0xff4fa3), droppedReplica: paletteRGB(0xb98aa5), halo: paletteRGB(0x14171c),
	deadlock: paletteRGB(0xff5f5f),
}

func (t Theme) palette() *palette {
	if t == ThemeDark {
		return &darkPalette
	}
	return &lightPalette
}

func paletteRGB(hex uint32) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// paletteBlend returns the colour that lies the share between two opaque colours.
func paletteBlend(from, to color.Color, share float64) color.Color {
	r0, g0, b0, _ := from.RGBA()
	r1, g1, b1, _ := to.RGBA()
	mix := func(x, y uint32) uint8 { return uint8((float64(x)*(1-share) + float64(y)*share) / 257) }
	return color.NRGBA{R: mix(r0, r1), G: mix(g0, g1), B: mix(b0, b1), A: 0xff}
}
