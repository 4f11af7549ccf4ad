package reports

import "io"

// Format is a way to write a report.
type Format struct {
	Name, Doc string
	Write     func(io.Writer, *Report) error
}

// Formats lists the formats in the order in which help shows them. A new one is a file and a line here.
var Formats = []Format{
	{"text", "for people: the finding first, then the numbers", writeText},
	{"json", "one document, reparentsim/report/v1", writeJSON},
	{"jsonl", "a line for each replication and strategy", writeJSONLines},
	{"csv", "a row for each replication and strategy", writeCSV},
}

// FormatNamed returns the listed format with that name, or nil.
func FormatNamed(name string) *Format {
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i]
		}
	}
	return nil
}
