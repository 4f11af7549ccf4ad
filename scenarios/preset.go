package scenarios

import (
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/vtgate"
)

func presetNames() []string {
	names := make([]string, len(vtgate.Releases))
	for i := range vtgate.Releases {
		names[i] = vtgate.Releases[i].Preset
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
