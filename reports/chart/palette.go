package chart

import "image/color"

// Theme is a set of colours for charts.
type Theme uint8

// The themes.
const (
	Light Theme = iota // dark on white, for paper and documents
	Dark               // light on near black, for slides
)

// Palette holds the colours of a chart, one for each meaning. They derive from the colour-blind-safe set of Okabe
// and Ito. They are shifted so that the two most frequent ends of a buffering differ in luminance as well, and every
// difference is also told by a shape: a grey print says the same.
type Palette struct {
	Background, Text, TextSoft color.Color
	Zebra, Grid, Axis          color.Color
	Band, BandEdge             color.Color // the merged outage, through all panels

	Outage     color.Color // no primary takes writes
	OutageFill color.Color // the area under the number of shards in outage
	Hatch      color.Color // on an outage as vtgate saw it
	Buffering  color.Color // the number of shards that buffer

	NewPrimary color.Color // bufferings, by how they ended
	Timeout    color.Color
	TimeoutCap color.Color
	Resharding color.Color
	Unended    color.Color
	UnendedInk color.Color // hatching on Unended

	Dropped, DroppedReplica color.Color
	Halo                    color.Color // around marks that lie on bars
	Deadlock                color.Color
}

var lightPalette = Palette{
	Background: rgb(0xffffff), Text: rgb(0x1a1a1a), TextSoft: rgb(0x5f5f5f),
	Zebra: rgb(0xf6f6f6), Grid: rgb(0xe3e3e3), Axis: rgb(0x4a4a4a),
	Band: color.NRGBA{A: 0x0e}, BandEdge: rgb(0x6a6a6a),
	Outage: rgb(0x3b3b3b), OutageFill: rgb(0xcfcfcf), Hatch: rgb(0xffffff), Buffering: rgb(0x0072b2),
	NewPrimary: rgb(0x8ecaf0), Timeout: rgb(0xe08a00), TimeoutCap: rgb(0xd55e00),
	Resharding: rgb(0x009e73), Unended: rgb(0xb57fab), UnendedInk: rgb(0x7d3f73),
	Dropped: rgb(0xb3005e), DroppedReplica: rgb(0xcc79a7), Halo: rgb(0xffffff), Deadlock: rgb(0xc8102e),
}

var darkPalette = Palette{
	Background: rgb(0x14171c), Text: rgb(0xe8e8e8), TextSoft: rgb(0xa3a9b2),
	Zebra: rgb(0x1a1e24), Grid: rgb(0x2c3138), Axis: rgb(0x9aa1ab),
	Band: color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0x12}, BandEdge: rgb(0x8a919b),
	Outage: rgb(0xd0d4da), OutageFill: rgb(0x454b54), Hatch: rgb(0x14171c), Buffering: rgb(0x56b4e9),
	NewPrimary: rgb(0x2f86bd), Timeout: rgb(0xe69f00), TimeoutCap: rgb(0xff6a1f),
	Resharding: rgb(0x2cc296), Unended: rgb(0x56405a), UnendedInk: rgb(0xcf9bd0),
	Dropped: rgb(0xff4fa3), DroppedReplica: rgb(0xb98aa5), Halo: rgb(0x14171c), Deadlock: rgb(0xff5f5f),
}

// Palette returns the theme's colours. They must not be changed.
func (t Theme) Palette() *Palette {
	if t == Dark {
		return &darkPalette
	}
	return &lightPalette
}

// Blend returns the colour that lies the given share of the way between two opaque colours.
func Blend(from, to color.Color, share float64) color.Color {
	r0, g0, b0, _ := from.RGBA()
	r1, g1, b1, _ := to.RGBA()
	mix := func(x, y uint32) uint8 { return uint8((float64(x)*(1-share) + float64(y)*share) / 257) }
	return color.NRGBA{R: mix(r0, r1), G: mix(g0, g1), B: mix(b0, b1), A: 0xff}
}

func rgb(hex uint32) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}
