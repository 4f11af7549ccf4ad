package record

// Result holds the records of an experiment under one strategy.
type Result struct {
	Strategy string        // its display name, such as cap2
	Records  []Replication // one per replication, in order
}

// Values returns a metric's value in each replication, in the order of the records. It is NaN where it is undefined.
func (r *Result) Values(metric int) []float64 {
	values := make([]float64, len(r.Records))
	for i := range r.Records {
		values[i] = r.Records[i].Values[metric]
	}
	return values
}
