package scenarios

import (
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/scenarios/form"
)

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

// preset is the form of a scenario's release. Reading it sets the fields that depend on it. It stands before them in
// the table so that they are read later.
func preset(place *draft) form.Value {
	value := form.Choice("preset", presetNames()...)(&place.vitess)
	read := value.Read
	value.Read = func(c *form.Checker, n *form.Node, path string) {
		read(c, n, path)
		place.apply(place.vitess)
	}
	return value
}

// apply sets the preset's fields.
func (d *draft) apply(name string) {
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
