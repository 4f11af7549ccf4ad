package reports

import (
	"encoding/json"
	"io"

	"github.com/reparentsim/reparentsim/model/record"
)

// writeJSONLines writes a line for each strategy and replication.
func writeJSONLines(w io.Writer, r *Report) error {
	encoder := json.NewEncoder(w)
	for i := range r.Results {
		result := &r.Results[i]
		for n := range result.records {
			metrics := object{}
			for m := range record.Metrics {
				metrics = append(metrics, member{record.Metrics[m].Name, number(result.records[n].Values[m])})
			}
			err := encoder.Encode(object{
				{"scenario", result.Scenario}, {"point", pointObject(result.Point)}, {"strategy", result.Strategy},
				{"replication", n}, {"seed", result.Seed}, {"metrics", metrics},
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
