package chart

import (
	"image/color"
	"math"
	"testing"
)

// sight turns linear red, green and blue into what somebody sees. The matrices are those of Machado, Oliveira and
// Fernandes (2009) for full colour blindness. A grey print shows only the luminance.
type sight struct {
	name   string
	matrix [3][3]float64
}

var sights = []sight{
	{"all colours", [3][3]float64{
		{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
	{"protanopia", [3][3]float64{
		{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
	{"deuteranopia", [3][3]float64{
		{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
	{"tritanopia", [3][3]float64{
		{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}

var greyPrint = sight{"grey print", [3][3]float64{
	{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}}

// lab returns the colour as it is seen, in CIE L*a*b* space, where distances are about as large as they look.
func (s sight) lab(ink color.Color) [3]float64 {
	r, g, b, _ := ink.RGBA()
	var linear, seen [3]float64
	for i, v := range []uint32{r, g, b} {
		x := float64(v) / 0xffff
		if linear[i] = x / 12.92; x > 0.04045 {
			linear[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	for i, row := range s.matrix {
		seen[i] = min(max(row[0]*linear[0]+row[1]*linear[1]+row[2]*linear[2], 0), 1)
	}
	f := func(x float64) float64 {
		if x > 216.0/24389 {
			return math.Cbrt(x)
		}
		return (24389.0/27*x + 16) / 116
	}
	x := f((0.4124564*seen[0] + 0.3575761*seen[1] + 0.1804375*seen[2]) / 0.95047)
	y := f(0.2126729*seen[0] + 0.7151522*seen[1] + 0.0721750*seen[2])
	z := f((0.0193339*seen[0] + 0.1191920*seen[1] + 0.9503041*seen[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func (s sight) distance(a, b color.Color) float64 {
	p, q := s.lab(a), s.lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

// Colours that show a difference do so for everybody. A just noticeable difference is 2.3.
func TestPaletteForAllEyes(t *testing.T) {
	for theme, p := range map[string]*Palette{"light": &lightPalette, "dark": &darkPalette} {
		endings := map[string]color.Color{
			"newPrimary": p.NewPrimary, "timeout": p.Timeout, "resharding": p.Resharding, "unended": p.Unended}
		grounds := map[string]color.Color{
			"the background": p.Background, "the zebra": p.Zebra, "the outage": p.Outage}
		marks := map[string]color.Color{
			"dropped": p.Dropped, "droppedReplica": p.DroppedReplica, "deadlock": p.Deadlock, "buffering": p.Buffering}
		for _, s := range sights {
			for name, ink := range endings {
				for other, second := range endings {
					if d := s.distance(ink, second); name < other && d < 15 {
						t.Errorf("%s, %s: %s and %s differ by %.1f", theme, s.name, name, other, d)
					}
				}
				for on, ground := range grounds {
					if d := s.distance(ink, ground); d < 15 {
						t.Errorf("%s, %s: %s differs from %s by %.1f", theme, s.name, name, on, d)
					}
				}
			}
			for name, mark := range marks {
				if d := s.distance(mark, p.Halo); d < 30 {
					t.Errorf("%s, %s: the mark %s differs from its halo by %.1f", theme, s.name, name, d)
				}
			}
		}
	}
}

// In a grey print the bars that time out still differ from those that do not, and from their outages.
func TestPaletteInGrey(t *testing.T) {
	for theme, p := range map[string]*Palette{"light": &lightPalette, "dark": &darkPalette} {
		for _, pair := range [][2]color.Color{
			{p.NewPrimary, p.Timeout}, {p.NewPrimary, p.Outage}, {p.Timeout, p.Outage},
			{p.Timeout, p.Background}, {p.NewPrimary, p.Background},
		} {
			if d := greyPrint.distance(pair[0], pair[1]); d < 10 {
				t.Errorf("%s: %v and %v differ by %.1f", theme, pair[0], pair[1], d)
			}
		}
	}
}

// Text has the contrast that the Web Content Accessibility Guidelines ask for, 4.5 to 1.
func TestPaletteText(t *testing.T) {
	luminance := func(ink color.Color) float64 {
		y := (greyPrint.lab(ink)[0] + 16) / 116
		return y * y * y
	}
	for theme, p := range map[string]*Palette{"light": &lightPalette, "dark": &darkPalette} {
		for name, ink := range map[string]color.Color{
			"text": p.Text, "textSoft": p.TextSoft, "deadlock": p.Deadlock,
		} {
			bright, dim := luminance(ink), luminance(p.Background)
			if bright < dim {
				bright, dim = dim, bright
			}
			if contrast := (bright + 0.05) / (dim + 0.05); contrast < 4.5 {
				t.Errorf("%s: the contrast of %s is %.2f to 1", theme, name, contrast)
			}
		}
	}
}

func TestPaletteBlend(t *testing.T) {
	black, white := rgb(0x000000), rgb(0xffffff)
	for share, want := range map[float64]color.NRGBA{
		0: {A: 0xff}, 0.5: {0x7f, 0x7f, 0x7f, 0xff}, 1: {0xff, 0xff, 0xff, 0xff},
	} {
		if got := Blend(black, white, share); got != want {
			t.Errorf("%v of the way from black to white: %v, want %v", share, got, want)
		}
	}
}
