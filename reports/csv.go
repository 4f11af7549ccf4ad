package reports

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strconv"

	"github.com/reparentsim/reparentsim/model/record"
)

// writeCSV writes a row of names and then a row for each strategy and replication. Undefined values are empty.
func writeCSV(w io.Writer, r *Report) error {
	out := csv.NewWriter(w)
	header := []string{"scenario", "point", "strategy", "replication", "seed"}
	for m := range record.Metrics {
		header = append(header, record.Metrics[m].Name)
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for i := range r.Results {
		result := &r.Results[i]
		point, err := json.Marshal(pointObject(result.Point))
		if err != nil {
			return err
		}
		seed := strconv.FormatUint(result.Seed, 10)
		for n := range result.records {
			row := []string{result.Scenario, string(point), result.Strategy, strconv.Itoa(n), seed}
			for _, v := range result.records[n].Values {
				row = append(row, csvNumber(v))
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func csvNumber(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
