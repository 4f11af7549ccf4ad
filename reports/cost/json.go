package cost

import (
	"encoding/json"
	"io"
	"math"

	"github.com/reparentsim/reparentsim/sim/estimate"
)

// schema names the shape of the document that WriteJSON writes.
const schema = "reparentsim/measure/v1"

type jsonTable struct {
	Schema     string         `json:"schema"`
	Machine    string         `json:"machine"`
	Confidence float64        `json:"confidence"`
	Results    []jsonRow      `json:"results"`
	HandOvers  []jsonHandOver `json:"hand_overs"`
}

type jsonTime struct {
	N         int      `json:"n"`
	Mean      *float64 `json:"mean"`
	HalfWidth *float64 `json:"half_width"`
	Min       *float64 `json:"min"`
	Max       *float64 `json:"max"`
}

type jsonRow struct {
	Strategy             string   `json:"strategy"`
	Consumer             string   `json:"consumer"`
	Producer             string   `json:"producer"`
	Updates              int      `json:"updates"`
	Lost                 int      `json:"lost"`
	Coalesced            int      `json:"coalesced"`
	NanosecondsPerUpdate jsonTime `json:"ns_per_update"`
	AllocationsPerUpdate float64  `json:"allocations_per_update"`
	BytesPerUpdate       float64  `json:"bytes_per_update"`
	HeldBytes            float64  `json:"held_bytes"`
	SimulatedBytes       *float64 `json:"simulated_bytes_per_update"`
	SimulatedHeld        *float64 `json:"simulated_held_bytes"`
}

type jsonHandOver struct {
	Strategy             string   `json:"strategy"`
	LostRatio            float64  `json:"lost_ratio"`
	NanosecondsPerUpdate jsonTime `json:"ns_per_update"`
}

// WriteJSON writes the table as one document. What is undefined, or what the simulator does not have, is null.
func (t *Table) WriteJSON(w io.Writer) error {
	document := jsonTable{Schema: schema, Machine: t.Machine, Confidence: t.Confidence,
		Results: []jsonRow{}, HandOvers: []jsonHandOver{}}
	for i := range t.Rows {
		r := &t.Rows[i]
		one := jsonRow{Strategy: r.Strategy, Consumer: r.Consumer, Producer: r.Producer,
			Updates: r.Updates, Lost: r.Lost, Coalesced: r.Coalesced, NanosecondsPerUpdate: timeOf(&r.Time),
			AllocationsPerUpdate: r.AllocationsPerUpdate, BytesPerUpdate: r.BytesPerUpdate, HeldBytes: r.HeldBytes}
		if r.Simulated {
			one.SimulatedBytes, one.SimulatedHeld = &r.SimulatedBytes, &r.SimulatedHeld
		}
		document.Results = append(document.Results, one)
	}
	for i := range t.HandOvers {
		h := &t.HandOvers[i]
		document.HandOvers = append(document.HandOvers, jsonHandOver{h.Strategy, h.LostShare, timeOf(&h.Time)})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(document)
}

func timeOf(e *estimate.Estimate) jsonTime {
	known := func(value float64) *float64 {
		if math.IsNaN(value) {
			return nil
		}
		return &value
	}
	return jsonTime{e.N, known(e.Mean), known(e.HalfWidth), known(e.Min), known(e.Max)}
}
