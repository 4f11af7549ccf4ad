// Package text formats numbers, counts, spans of time, tables and paragraphs for reports and charts. It knows how
// things are written, not what they mean.
package text
