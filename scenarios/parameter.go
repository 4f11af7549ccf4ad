package scenarios

// Parameter is a setting of a distribution, a schedule or a kind of reparent.
type Parameter struct {
	Name, Doc string
	Want      string // what belongs there: "a duration such as 10s"
	Required  bool
}

// parameters describes fields to readers.
func parameters[S any](fields []field[S]) []Parameter {
	described := make([]Parameter, len(fields))
	for i, f := range fields {
		described[i] = Parameter{f.name, f.doc, f.want, f.required}
	}
	return described
}

// Choice is a name with a sentence about it.
type Choice struct{ Name, Doc string }

// choiceNames returns the names of a list of choices, asked for when it is needed.
func choiceNames(choices *[]Choice) func() []string {
	return func() []string {
		names := make([]string, len(*choices))
		for i, one := range *choices {
			names[i] = one.Name
		}
		return names
	}
}

// What the watcher and the buffer may be told, as far as it is implemented.
var (
	WatcherScopes = []Choice{
		{"keyspace", "buffering of a shard ends when its whole keyspace is well again, as in Vitess"},
	}
	BufferPolicies = []Choice{
		{"fixed", "vtgate's own: one size for all shards, the oldest query is evicted for the newest"},
	}
	BufferShares = []Choice{
		{"shared", "all shards of a vtgate share buffer_size, as in Vitess"},
	}
)
