// Package chart holds what all charts share: the canvas with its grid of dots, shapes, text styles, the palette with
// its themes, panels that stand on one another over a common time axis, axes, and legends.
//
// It knows time and stretches of time, but not what a chart is about. Lengths are gonum/plot's vg.Length, in points;
// y grows upwards. What must be crisp lies on whole dots, the pixels of a PNG.
package chart
