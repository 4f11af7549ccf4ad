package scenarios

import "github.com/reparentsim/reparentsim/model/notify"

// Preset is a release of Vitess whose behaviour a scenario takes over; single fields override it.
type Preset struct {
	Name, Doc       string
	Notification    string // a strategy's name
	WaitForReparent bool
}

// Presets lists the releases, the oldest first.
var Presets = []Preset{
	{"v21", "Vitess v21: a notification channel of 2 that loses silently", "cap2", false},
	{"v22", "Vitess v22: a channel of 2048, losses counted, waits for the reparent that it buffers", "cap2048", true},
	{"v23", "Vitess v23: as v22", "cap2048", true},
}

const defaultPreset = "v22"

func presetNames() []string {
	names := make([]string, len(Presets))
	for i := range Presets {
		names[i] = Presets[i].Name
	}
	return names
}

// preset is the form of a scenario's release. Reading it sets the fields that depend on it, before they are
// read themselves: it stands before them in the table.
var preset = presetForm()

func presetForm() form[document] {
	names := choice("preset", presetNames)
	return form[document]{
		want: names.want,
		read: func(c *checker, n *node, path string, into *document) {
			name := into.vitess
			names.read(c, n, path, &name)
			into.apply(name)
		},
		print:  func(value *document) *node { return names.print(&value.vitess) },
		schema: names.schema,
	}
}

// apply sets the preset's fields.
func (d *document) apply(name string) {
	for _, p := range Presets {
		if p.Name != name {
			continue
		}
		spec, err := notify.Parse(p.Notification)
		if err != nil {
			panic(err)
		}
		d.vitess = p.Name
		d.vtgates.notification = spec
		d.vtgates.watcher.waitForReparent = p.WaitForReparent
	}
}
