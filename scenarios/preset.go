package scenarios

import (
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/scenarios/form"
)

func presetNames() []string {
	names := make([]string, len(vtgate.Releases))
	for i := range vtgate.Releases {
		names[i] = vtgate.Releases[i].Preset
	}
	return names
}

// preset is the form of a scenario's release. Reading it sets the fields that depend on it, so it comes before them in
// the table.
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
	for _, p := range vtgate.Releases {
		if p.Preset != name {
			continue
		}
		spec, err := notify.Parse(p.Notification)
		if err != nil {
			panic(err)
		}
		d.vitess = p.Preset
		d.vtgates.notification = spec
		d.vtgates.watcher.waitForReparent = p.WaitForReparent
	}
}
