package main

import (
	"errors"
	"io"

	"github.com/reparentsim/reparentsim/reports"
)

// dataFiles are the files that --out holds beside the figures.
var dataFiles = []struct{ file, format string }{
	{"report.txt", "text"},
	{"report.json", "json"},
	{"replications.csv", "csv"},
}

// deliver draws the figures, writes the files and prints the report. The report comes last: if its reader closes the
// pipe early, the files are already there. A file that cannot be written does not stop the others, because the
// simulation may have taken hours.
func (p *studyPlan) deliver(c *call, out *folder) (*reports.Report, error) {
	var errs []error
	inputs := make([]reports.Input, len(p.studies))
	for i, one := range p.studies {
		inputs[i] = p.input(one)
		if out != nil {
			prefix := ""
			if len(p.studies) > 1 {
				prefix = one.Scenario.Name + "-"
			}
			errs = append(errs, p.draw(one, &inputs[i], out, prefix))
		}
	}
	report := reports.New(inputs...)
	if out != nil {
		for _, one := range dataFiles {
			write := reports.FormatNamed(one.format).Write
			errs = append(errs, out.render(one.file, func(w io.Writer) error { return write(w, report) }))
		}
		c.messages.log.Debug("files written", "folder", out.path)
	}
	printed := p.format.Write(c.stdout, report)
	if unwritten := errors.Join(errs...); unwritten != nil {
		return report, unwritten
	}
	return report, printed
}
