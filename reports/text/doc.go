// Package text writes numbers, counts, spans of time, tables and paragraphs the way reports and charts show them
// to people. It knows how things are written, not what they mean.
package text
